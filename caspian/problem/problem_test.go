package problem

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestList(t *testing.T) {
	var l List
	require.NoError(t, l.Err())
	assert.Equal(t, "no problems", l.Error())
	bent, torn := errors.New("bent"), errors.New("torn")
	l.Add(bent)
	require.EqualError(t, l.Err(), "bent")
	l.Add(fmt.Errorf("line 3: %w", torn))
	require.EqualError(t, l.Err(), "bent (and 1 more problem)")
	l.Add(bent)
	err := fmt.Errorf("reading: %w", l.Err())
	require.EqualError(t, err, "reading: bent (and 2 more problems)")
	require.ErrorIs(t, err, torn)
	var found *List
	require.ErrorAs(t, err, &found)
	assert.Same(t, &l, found)
}

// TestUncounted has a list that was made by hand.
func TestUncounted(t *testing.T) {
	assert.Equal(t, "bent", (&List{All: []error{errors.New("bent")}}).Error())
}

func TestMax(t *testing.T) {
	var l List
	for range 3 * Max {
		l.Add(errors.New("bent"))
	}
	assert.Len(t, l.All, Max)
	assert.Equal(t, 3*Max, l.Total)
	assert.EqualError(t, l.Err(), "bent (and 2999 more problems)")
}

func ExampleList() {
	var problems List
	for k, name := range []string{"red", "", ""} {
		if name == "" {
			problems.Add(fmt.Errorf("row %d has no name", k))
		}
	}
	fmt.Println(problems.Err())
	// Output: row 1 has no name (and 1 more problem)
}
