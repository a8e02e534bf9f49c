package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// Result is what can be written. Its JSON form is that of encoding/json.
type Result interface {
	// Document is what people read of it, in plain text or in Markdown.
	Document(Form) *Document
	// Rows is what spreadsheets read of it, nil if that is nothing.
	Rows() Grid
}

// Mapped is a result that maps can show.
type Mapped interface {
	Result
	// GeoJSON writes it as a collection of features.
	GeoJSON(w io.Writer) error
}

// Write writes a result in a form.
func Write(w io.Writer, r Result, form Form) (err error) {
	switch form {
	case Text:
		_, err = io.WriteString(w, r.Document(form).Text())
	case Markdown:
		_, err = io.WriteString(w, r.Document(form).Markdown())
	case CSV:
		rows := r.Rows()
		if rows == nil {
			return fmt.Errorf("report: the result has no form %q", form)
		}
		err = rows.CSV(w)
	case JSON:
		err = Encode(w, r)
	case GeoJSON:
		m, ok := r.(Mapped)
		if !ok {
			return fmt.Errorf("report: the result has no form %q", form)
		}
		err = m.GeoJSON(w)
	default:
		return fmt.Errorf("report: there is no form %q", form)
	}
	if err != nil {
		return fmt.Errorf("report: writing the result as %s: %w", form, err)
	}
	return nil
}

// Encode writes a value as indented JSON.
func Encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
