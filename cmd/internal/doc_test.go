// Package internal holds tests of the packages in the folders below, in one program. Fuzz
// targets stand beside what they try.
package internal_test
