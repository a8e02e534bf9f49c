package main

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"caspian.example/division/caspian/render"
)

// The groups of flags in the help.
const (
	aboutSea    = "The sea"
	aboutLines  = "Its lines"
	aboutLaw    = "The regimes"
	aboutChoice = "Other choices, and noise"
	aboutPlace  = "Places"
	aboutPaper  = "Pictures"
	aboutOutput = "The result"
)

// flagRule says what a flag is for. Help, completion and refusals come from these
// rules, so that they cannot differ.
type flagRule struct {
	group string
	// values are all that it may be, if they can be listed.
	values []string
	// formats are those that it changes; without it all. with are flags of which one
	// must stand beside it, of those that a command has, and regimes says in words for which regimes it is, which
	// package regime decides.
	formats, with []string
	regimes       string
	// otherwise says what to do in other formats.
	otherwise string
}

// flagRules are the rules of flags by their names, those of one command behind its name.
var flagRules = map[string]flagRule{
	"coast":        {group: aboutSea},
	"snap":         {group: aboutSea},
	"close":        {group: aboutSea},
	"baseline":     {group: aboutSea},
	"terminus":     {group: aboutSea},
	"tolerance":    {group: aboutLines},
	"resolution":   {group: aboutLines},
	"islands":      {group: aboutLines, regimes: "lines of equal or weighted distance"},
	"island":       {group: aboutLines, regimes: "lines of equal or weighted distance"},
	"alternatives": {group: aboutLines, formats: []string{tableForm, jsonForm, csvForm, markdownForm}},
	"line":         {group: aboutLines, with: []string{"between"}, regimes: "median, agreed, astara-hasanquli"},
	"between":      {group: aboutLines},
	"simplify":     {group: aboutLines, regimes: "regimes that draw sectors"},
	"within":       {group: aboutLines},
	"keep-area":    {group: aboutLines, with: []string{"within", "points"}},

	"boundary points":   {group: aboutLines},
	"boundary rounding": {group: aboutLines, with: []string{"within", "points"}},

	"regime":      {group: aboutLaw},
	"regime-file": {group: aboutLaw},
	"from":        {group: aboutLaw},
	"layer":       {group: aboutLaw, values: []string{"seabed", "water", "surface"}},
	"share":       {group: aboutLaw, regimes: "target"},
	"rest":        {group: aboutLaw, values: []string{"equal", "median", "coast"}, regimes: "target"},
	"weight":      {group: aboutLaw, regimes: "median"},
	"weighting":   {group: aboutLaw, values: []string{"equiratio", "additive"}, regimes: "weights, given or solved for"},
	"territorial": {group: aboutLaw, regimes: "convention2018"},
	"fishery":     {group: aboutLaw, regimes: "convention2018, condominium"},
	"successors":  {group: aboutLaw, values: []string{"equal", "median", "coast"}, regimes: "condominium"},
	"notional":    {group: aboutLaw, regimes: "condominium"},
	"coast-scale": {group: aboutLaw, regimes: "shares that follow coasts, such as coast-length"},

	"sensitivity":    {group: aboutChoice},
	"no-sensitivity": {group: aboutChoice},
	"firmness":       {group: aboutChoice},
	"no-firmness":    {group: aboutChoice},
	"run":            {group: aboutChoice},
	"runs":           {group: aboutChoice, with: []string{"sensitivity"}},
	"noise":          {group: aboutChoice, with: []string{"run", "runs", "sum"}},
	"seed":           {group: aboutChoice, with: []string{"run", "runs", "sum"}},
	"shares noise":   {group: aboutChoice, with: []string{"run", "sensitivity"}},
	"shares seed":    {group: aboutChoice, with: []string{"run", "sensitivity"}},
	"vary":           {group: aboutChoice, with: []string{"runs", "sum"}},
	"odds":           {group: aboutChoice, with: []string{"runs", "sum"}},
	"shift":          {group: aboutChoice, with: []string{"runs", "sum"}},
	"wavelength":     {group: aboutChoice, with: []string{"runs", "sum"}},
	"sum":            {group: aboutChoice},
	"resume":         {group: aboutChoice},
	"live":           {group: aboutOutput, formats: []string{"html"}},
	"divide runs":    {group: aboutChoice, formats: []string{"svg", "png", "pdf", "html"}, otherwise: "caspian ensemble -o FILE.geojson has the firm and the contested water"},
	"with-islands":   {group: aboutChoice, formats: []string{"html"}, otherwise: "--islands chooses one effect"},
	"with-close":     {group: aboutChoice, formats: []string{"html"}, otherwise: "--close leaves the water out"},

	"dms":    {group: aboutPlace},
	"field":  {group: aboutPlace},
	"points": {group: aboutPlace},

	"theme":         {group: aboutPaper, values: []string{"light", "dark", "print"}, formats: []string{"svg", "png", "pdf"}},
	"compare theme": {group: aboutPaper, values: []string{"light", "dark", "print"}, formats: []string{"svg", "png", "pdf", "html"}},
	"size":          {group: aboutPaper, values: []string{"a4", "a3", "web", "phone"}, formats: []string{"svg", "png", "pdf"}},
	"width":         {group: aboutPaper, formats: []string{"svg", "png", "pdf"}},
	"title":         {group: aboutPaper, formats: []string{"svg", "png", "pdf"}},
	"subtitle":      {group: aboutPaper, formats: []string{"svg", "png", "pdf"}},
	"note":          {group: aboutPaper, formats: []string{"svg", "png", "pdf"}},
	"range":         {group: aboutChoice, formats: []string{"svg", "png", "pdf"}},
	"only":          {group: aboutPaper, formats: []string{"svg", "png", "pdf"}},
	"dpi":           {group: aboutPaper, formats: []string{"png"}},
	"lang":          {group: aboutPaper, values: render.Languages(), formats: []string{"svg", "png", "pdf"}},
	"divide lang":   {group: aboutPaper, values: render.Languages(), formats: []string{"svg", "png", "pdf", "html"}},
	"plain":         {group: aboutPaper, formats: []string{"svg", "png", "pdf"}},
	"divide plain":  {group: aboutPaper, formats: []string{"svg", "png", "pdf", "html"}},
	"compare plain": {group: aboutPaper, formats: []string{"svg", "png", "pdf", "html"}},

	"coast info islands": {group: aboutOutput},
	"beside":             {group: aboutLines},

	"state":           {group: aboutOutput},
	"proportionality": {group: aboutOutput},
	"rounding":        {group: aboutOutput},
	"output":          {group: aboutOutput},
	"format":          {group: aboutOutput},
	"json":            {group: aboutOutput},
	"rows":            {group: aboutOutput, values: []string{turningRows, zoneRows}, formats: []string{csvForm}},
	"bom":             {group: aboutOutput, formats: []string{csvForm}},
}

// commandFormats are the formats that commands write, the one without any choice
// first; "" there says that one must be chosen.
var commandFormats = map[string][]string{
	"shares":      {tableForm, jsonForm, csvForm, markdownForm, "svg", "png", "pdf"},
	"ensemble":    {tableForm, jsonForm, csvForm, markdownForm, geojsonForm},
	"locate":      {tableForm, jsonForm, csvForm, geojsonForm, markdownForm},
	"boundary":    {tableForm, jsonForm, csvForm, geojsonForm, markdownForm, "svg", "png", "pdf"},
	"audit":       {tableForm, jsonForm, csvForm, geojsonForm, markdownForm, "svg", "png", "pdf"},
	"regimes":     {tableForm, jsonForm, markdownForm},
	"coast check": {tableForm, jsonForm, csvForm, markdownForm},
	"coast info":  {tableForm, jsonForm, csvForm, markdownForm},
	"coast show":  {geojsonForm},
	"coast build": {geojsonForm},
	"divide":      {geojsonForm, "kml", "gpkg", csvForm, "wkt", "wkb", "ewkb", "svg", "png", "pdf", "html"},
	"case":        {tableForm, jsonForm, csvForm, markdownForm},
	"compare":     {"", "svg", "png", "pdf", "html", markdownForm},
}

// endings are the formats of endings that are not called as they are.
var endings = map[string]string{"md": markdownForm, "txt": tableForm}

// binaries are the formats that are no text.
var binaries = []string{"png", "pdf", "gpkg", "wkb", "ewkb"}

// explain puts the examples into the help of commands, and what the rules say into that of
// all flags.
func explain(node *kong.Node) {
	if lines := examples[commandName(node)]; lines != nil {
		node.Detail = "Examples:\n\n  " + strings.Join(lines, "\n  ")
	}
	for _, f := range node.Flags {
		rule := ruleOf(commandName(node), f.Name)
		if rule.group == "" {
			continue
		}
		f.Group = &kong.Group{Key: rule.group, Title: rule.group}
		f.Hidden = len(rule.formats) > 0 && len(rule.writtenBy(commandName(node))) == 0
		switch {
		case rule.regimes != "":
			f.Help += " For " + rule.regimes + "."
		case len(rule.formats) > 0:
			f.Help += " For " + strings.Join(rule.formats, ", ") + "."
		}
	}
	for _, child := range node.Children {
		explain(child)
	}
}

// writtenBy returns those of the rule's formats that a command writes.
func (r *flagRule) writtenBy(command string) (out []string) {
	for _, form := range r.formats {
		if slices.Contains(commandFormats[command], form) {
			out = append(out, form)
		}
	}
	return out
}

// ruleOf returns the rule of a flag of a command.
func ruleOf(command, flag string) flagRule {
	if own, ok := flagRules[command+" "+flag]; ok {
		return own
	}
	return flagRules[flag]
}

// commandName returns the words that name a command.
func commandName(node *kong.Node) string {
	if node == nil || node.Parent == nil {
		return ""
	}
	return strings.TrimSpace(commandName(node.Parent) + " " + node.Name)
}

// checkFlags refuses what a command cannot honour, before anything is read: single
// values given twice, values that there are not, formats that the command does not
// write, and flags that would change nothing.
func (s *streams) checkFlags(command *kong.Context) error {
	name := commandName(command.Selected())
	help := "caspian help " + name
	values := map[string]*kong.Flag{}
	for _, part := range command.Path {
		if v := part.Positional; v != nil && empty(v) {
			return usage(help, "%s is empty", strings.ToUpper(v.Name))
		}
		f := part.Flag
		if f == nil {
			continue
		}
		if empty(f.Value) {
			return usage("leave it out, or name something", "--%s is empty", f.Name)
		}
		if kind := f.Target.Kind(); slices.Contains(s.flags, f.Name) && kind != reflect.Slice && kind != reflect.Map {
			return usage(help, "--%s is given twice", f.Name)
		}
		s.flags, values[f.Name] = append(s.flags, f.Name), f
	}
	format, err := s.settleFormat(name, command, values)
	if err != nil {
		return err
	}
	for _, flag := range s.flags {
		rule := ruleOf(name, flag)
		if text := values[flag].Target; len(rule.values) > 0 && !slices.Contains(rule.values, text.String()) {
			return usage(suggest(text.String(), rule.values, "there are "), "--%s %s: there is no such value", flag, text.String())
		}
		if len(rule.formats) > 0 && !slices.Contains(rule.formats, format) {
			hint := "leave it out"
			if some := rule.writtenBy(name); len(some) > 0 {
				hint += ", or write " + strings.Join(some, ", ")
			}
			if rule.otherwise != "" {
				hint += "; " + rule.otherwise
			}
			return usage(hint, "--%s would change nothing in the format %s", flag, format)
		}
		with := slices.DeleteFunc(slices.Clone(rule.with), func(w string) bool {
			return !slices.ContainsFunc(command.Flags(), func(f *kong.Flag) bool { return f.Name == w })
		})
		if len(with) > 0 && !slices.ContainsFunc(with, func(w string) bool { return slices.Contains(s.flags, w) }) {
			return usage("add --"+strings.Join(with, " or --"), "--%s would change nothing by itself", flag)
		}
	}
	return nil
}

// empty says whether a text that is given, or one of several, is none.
func empty(v *kong.Value) bool {
	none := v.Target.Kind() == reflect.Slice && v.Target.Len() == 0
	return !v.Passthrough && (none || slices.ContainsFunc(texts(v.Target), func(text string) bool { return strings.TrimSpace(text) == "" }))
}

// settleFormat decides on the format of a command's result, by --format, --json and the
// ending of --output, and puts it into the command's flag.
func (s *streams) settleFormat(name string, command *kong.Context, given map[string]*kong.Flag) (string, error) {
	known := commandFormats[name]
	if len(known) == 0 {
		return "", nil
	}
	text := func(flag string) string {
		if f := given[flag]; f != nil {
			return f.Target.String()
		}
		return ""
	}
	output := text("output")
	format, ending := text("format"), strings.ToLower(strings.TrimPrefix(filepath.Ext(output), "."))
	if other, ok := endings[ending]; ok {
		ending = other
	}
	formats := strings.Join(slices.DeleteFunc(slices.Clone(known), func(f string) bool { return f == "" }), ", ")
	switch {
	case given["json"] != nil && format != "" && format != jsonForm:
		return "", usage("leave one of them out", "--json and --format %s exclude each other", format)
	case given["json"] != nil && format == "" && ending != jsonForm && ending != "" && !isDevice(output):
		return "", usage("write to a file that ends in .json, or add --format json", "--json and the ending of %s exclude each other", output)
	case given["json"] != nil:
		format = jsonForm
	case format == jsonForm && !slices.Contains(known, jsonForm), format == "" && ending == jsonForm && !slices.Contains(known, jsonForm):
		s.note("caspian %s writes JSON as GeoJSON", name)
		format = geojsonForm
	case format == "" && slices.Contains(known, ending) && ending != "":
		format = ending
	case name == "ensemble" && (pictures[format] != nil || format == "" && pictures[ending] != nil):
		return "", usage("caspian divide --regime median --runs N -o "+output, "caspian ensemble draws no maps")
	case format == "" && ending != "" && !isDevice(output):
		return "", usage("the formats are "+formats, "the format %q of %s is not known to caspian %s", ending, output, name)
	case format == "" && name == "divide" && ending == "" && output != "-" && !isDevice(output):
		return "", usage("the formats are "+formats, "%s has no ending that would say its format", output)
	case format == "":
		format = known[0]
	}
	if other, ok := endings[format]; ok {
		format = other
	}
	if format == "" {
		return "", usage("for instance caspian "+name+" --format svg -o -", "standard output and files without an ending need a --format")
	}
	if !slices.Contains(known, format) {
		return "", usage(suggest(format, strings.Split(formats, ", "), "the formats are "), "the format %q is not known here", format)
	}
	if slices.Contains(binaries, format) && (output == "" || output == "-") && isTerminal(s.out) {
		return "", usage("-o FILE."+format+", or send it on: … -o - | program", "%s is no text for a terminal", format)
	}
	for _, f := range command.Flags() {
		if f.Name == "format" {
			f.Target.SetString(format)
		}
	}
	return format, nil
}
