package report

import (
	"reflect"
	"strconv"
	"strings"
)

// member returns what files have of a row's member that is called name in JSON, which may
// be one of what it embeds; nil if there is none.
func member[Row any](name string) func(Row) string {
	row := reflect.TypeFor[Row]()
	if row.Kind() == reflect.Pointer {
		row = row.Elem()
	}
	if row.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(row) {
		if called, _, _ := strings.Cut(f.Tag.Get("json"), ","); called == name {
			return func(r Row) string {
				v, err := reflect.Indirect(reflect.ValueOf(r)).FieldByIndexErr(f.Index)
				if err != nil {
					return "" // what it embeds is not there
				}
				return exactly(v)
			}
		}
	}
	return nil
}

// exactly prints a value with all that it has; nothing for nil.
func exactly(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return ""
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Slice:
		texts, _ := v.Interface().([]string)
		return strings.Join(texts, "; ")
	}
	return v.String()
}
