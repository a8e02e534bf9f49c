package gshhg_test

import (
	"encoding/json"
	"fmt"

	"caspian.example/division/geodata/gshhg"
)

func ExampleCoast() {
	var file struct{ Type string }
	if err := json.NewDecoder(gshhg.Coast()).Decode(&file); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Type)
	// Output: FeatureCollection
}
