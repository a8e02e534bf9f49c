package ne10m_test

import (
	"encoding/json"
	"fmt"

	"caspian.example/division/geodata/ne10m"
)

func ExampleCoast() {
	var file struct{ Type string }
	if err := json.NewDecoder(ne10m.Coast()).Decode(&file); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Type)
	// Output: FeatureCollection
}
