//go:build js && wasm

package main

import (
	"fmt"
	"reflect"
	"strings"
	"syscall/js"
)

// parse reads JSON as encoding/json does, of what live.Pack and the page write. JavaScript
// reads the text: a reader of its own would be a twentieth of the program.
func parse(text []byte, into any) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error: // the text is no JSON
			err = r
		case *js.ValueError: // a value is of another kind
			err = r
		default:
			panic(r)
		}
	}()
	fill(reflect.ValueOf(into).Elem(), js.Global().Get("JSON").Call("parse", string(text)))
	return nil
}

func fill(to reflect.Value, from js.Value) {
	if from.IsNull() || from.IsUndefined() {
		return
	}
	switch to.Kind() {
	case reflect.Bool:
		to.SetBool(from.Bool())
	case reflect.Int:
		to.SetInt(int64(from.Int()))
	case reflect.Float64:
		to.SetFloat(from.Float())
	case reflect.String:
		to.SetString(from.String())
	case reflect.Slice:
		to.Set(reflect.MakeSlice(to.Type(), from.Length(), from.Length()))
		for k := range from.Length() {
			fill(to.Index(k), from.Index(k))
		}
	case reflect.Array:
		for k := range min(to.Len(), from.Length()) {
			fill(to.Index(k), from.Index(k))
		}
	case reflect.Map:
		keys := js.Global().Get("Object").Call("keys", from)
		to.Set(reflect.MakeMap(to.Type()))
		for k := range keys.Length() {
			value := reflect.New(to.Type().Elem()).Elem()
			fill(value, from.Get(keys.Index(k).String()))
			to.SetMapIndex(reflect.ValueOf(keys.Index(k).String()), value)
		}
	case reflect.Struct:
		for k := range to.NumField() {
			field := to.Type().Field(k)
			if field.Anonymous {
				fill(to.Field(k), from)
				continue
			}
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name == "" {
				name = field.Name
			}
			fill(to.Field(k), from.Get(name))
		}
	default:
		panic(fmt.Sprintf("no values of the kind %v are read", to.Kind()))
	}
}
