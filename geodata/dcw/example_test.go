package dcw_test

import (
	"encoding/json"
	"fmt"

	"caspian.example/division/geodata/dcw"
)

func ExampleCoast() {
	var file struct{ Type string }
	if err := json.NewDecoder(dcw.Coast()).Decode(&file); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Type)
	// Output: FeatureCollection
}
