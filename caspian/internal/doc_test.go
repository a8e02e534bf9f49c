// Package internal holds the tests of the small packages in the folders below, in one
// program: to link a program for each of them takes longer than all of their tests.
package internal
