// Package internal holds the tests of the packages in the folders below, in one program.
package internal_test
