// Package report puts results into forms for people and programs: text, Markdown, CSV
// and JSON, each from one description.
//
// A result is a value whose JSON form is its own. What people read of it is a Document,
// a list of headings, paragraphs and tables that is written as plain text of 80 columns
// or as Markdown; what spreadsheets read is a Grid, the columns of a table. Begin with
// Write.
//
// The files, from the bottom up: words (numbers and lines of text), grid, document,
// write, head (the sea and the question of a result), and the results.
package report
