package main

import (
	"context"
	"io"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// engine is what takes time: the functions of the library that read and divide a sea.
type engine struct {
	divide   func(context.Context, *caspian.Sea, regime.Regime, caspian.Options) (*caspian.Division, error)
	analyse  func(context.Context, *caspian.Division, ensemble.Options) (*ensemble.Sensitivity, error)
	firmness func(context.Context, *locate.Locator, []ensemble.Alternative, func(done float64)) (*locate.Firmness, error)
	audit    func(context.Context, *caspian.Sea, regime.Cut, course.AuditOptions) (*course.Audited, error)
	argue    func(casefile.Case, context.Context, *caspian.Sea, caspian.Options) (*casefile.Result, error)
	read     func(context.Context, io.Reader, coast.Options) (*coast.Coast, error)
}

// library is the engine of the command.
var library = engine{caspian.Divide, ensemble.Analyse, locate.NewFirmness, course.AuditCut, casefile.Case.Run, coast.ReadContext}
