package tabular

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"

	"caspian.example/division/caspian/coast"
)

// propertiesOf returns the properties of a feature, each as it is written.
func propertiesOf(f *coast.Points) (map[string]any, error) {
	if f.Properties == nil {
		return nil, nil
	}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(f.Properties, &raw); err != nil {
		return nil, err
	}
	out := make(map[string]any, len(raw))
	for name, v := range raw {
		out[name] = v
	}
	return out, nil
}

// propertyTable makes rows of features: the id, if any has one, the name, the position, and
// the other properties.
type propertyTable struct {
	header, properties []string
	id                 bool
}

// newPropertyTable finds the columns of all features, in the order in which their
// properties first come.
func newPropertyTable(features []coast.Points) (*propertyTable, error) {
	t := &propertyTable{}
	known := map[string]bool{"name": true}
	for k := range features {
		t.id = t.id || features[k].ID != nil
		d := json.NewDecoder(bytes.NewReader(features[k].Properties))
		for depth, key := 0, false; ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
			mark, bracket := token.(json.Delim)
			switch {
			case bracket && (mark == '{' || mark == '['):
				depth++
			case bracket:
				depth--
			}
			if name, ok := token.(string); ok && depth == 1 && key && !known[name] {
				known[name] = true
				t.properties = append(t.properties, name)
			}
			key = depth == 1 && (!key || bracket && mark == '{')
		}
	}
	own := func(name string) string {
		for known[name] {
			name = "point_" + name
		}
		return name
	}
	if t.id {
		t.header = []string{own("id")}
	}
	t.header = slices.Concat(t.header, []string{"name", own("lon"), own("lat")}, t.properties)
	return t, nil
}

// cells returns the row of a place.
func (t *propertyTable) cells(p *Place) []string {
	out := make([]string, 0, len(t.header))
	if t.id {
		out = append(out, cellOf(p.ID))
	}
	property := func(name string) {
		raw, ok := p.Properties[name].(json.RawMessage)
		if !ok {
			raw = nil
		}
		out = append(out, cellOf(raw))
	}
	property("name")
	for _, v := range p.At {
		out = append(out, strconv.FormatFloat(v, 'f', 9, 64))
	}
	for _, name := range t.properties {
		property(name)
	}
	return out
}

// cellOf returns a value as a cell has it: a text without its quotes and as no formula, a
// null as nothing, others as they are written.
func cellOf(raw json.RawMessage) string {
	text := ""
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case json.Unmarshal(raw, &text) == nil:
		return Cell(text)
	}
	return string(raw)
}
