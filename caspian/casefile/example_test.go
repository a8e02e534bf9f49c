package casefile_test

import (
	"context"
	"fmt"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
)

// lake is a lake of one degree by one on the equator: the south and the west are Alta's, the
// north and the east Bora's, which has an island in the south.
const lake = `{"type":"FeatureCollection","coast":{"name":"lake"},"features":[
{"type":"Feature","properties":{"state":"A","name":"Alta"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B","name":"Bora"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}},
{"type":"Feature","properties":{"state":"B","name":"Skerry"},"geometry":{"type":"Polygon","coordinates":[[[0.3,0.2],[0.31,0.2],[0.31,0.21],[0.3,0.21],[0.3,0.2]]]}}]}`

// dispute is a case about the island.
const dispute = `{"title":"The skerry","question":"What is the skerry worth?","as_known_to":"May 2026","for_coast":"lake",
"states":["A","B"],"provisional":"median","places":[{"name":"The wreck","at":[0.4,0.3],"source":"a chart of 1931"}],"circumstances":[
{"name":"Without the skerry","reason":"Nobody lives on it.","source":"a letter of Alta","island":{"Skerry":"none"}}]}`

func ExampleRead() {
	c, err := casefile.Read(strings.NewReader(dispute))
	if err != nil {
		panic(err)
	}
	fmt.Println(c.Title+":", c.Circumstances[0].String())
	_, err = casefile.Read(strings.NewReader(strings.Replace(dispute, "none", "nothing", 1)))
	fmt.Println(err)
	// Output:
	// The skerry: the island Skerry without effect
	// line 3, column 98: circumstances[0].island: "nothing" is not full, half, none or a number
}

func ExampleCase_Run() {
	c, err := casefile.Read(strings.NewReader(dispute))
	if err != nil {
		panic(err)
	}
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	if err != nil {
		panic(err)
	}
	r, err := c.Run(context.Background(), sea, caspian.Options{})
	if err != nil {
		panic(err)
	}
	for k, stage := range r.Stages {
		wreck := stage.Places[0].Holdings[0].Holder.Name
		fmt.Printf("stage %d: the wreck is %s's", k, wreck)
		for _, m := range r.Moves(k) {
			fmt.Printf("; %s %+.0f km²", m.State, m.Alone.Area/1e6)
		}
		fmt.Println()
	}
	p := r.Coasts.Pairs[0]
	fmt.Printf("coasts %s:%s from %.2f to %.2f\n", p.Between[0], p.Between[1], p.Coasts[p.Low], p.Coasts[p.High])
	// Output:
	// stage 0: the wreck is Bora's
	// stage 1: the wreck is Alta's; A +1859 km²; B -1859 km²
	// coasts A:B from 0.98 to 1.00
}
