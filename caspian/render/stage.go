package render

import "caspian.example/division/caspian/casefile"

// Stage is the map of a stage of a case, 0 for the provisional line.
func Stage(r *casefile.Result, stage int) Picture { return Map(r.Stages[stage].Division) }
