package seas

// Small seas by the equator, in the form that coast.Read reads.
const (
	// Lake is a square of one degree: the south is B's, all else A's.
	Lake = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}}]}`

	// Square is two degrees by two about the origin, the west A's, the east B's,
	// with A's island Isle in the east.
	Square = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,1],[-1,1],[-1,-1],[0,-1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,-1],[1,-1],[1,1],[0,1]]}},
{"type":"Feature","properties":{"state":"A","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.4,0],[0.41,0],[0.41,0.01],[0.4,0.01],[0.4,0]]]}}]}`

	// Bays is Lake with an island of B's and three bays of A's that can be closed: two
	// are called bay, and one cove.
	Bays = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.9,1],[0.9,1.2],[0.7,1.2],[0.7,1],[0.6,1],[0.6,1.2],[0.4,1.2],[0.4,1],[0.3,1],[0.3,1.2],[0.1,1.2],[0.1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.71],[0.5,0.7]]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[0.9,1],[0.7,1]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[0.6,1],[0.4,1]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"cove"},"geometry":{"type":"LineString","coordinates":[[0.3,1],[0.1,1]]}}]}`
)
