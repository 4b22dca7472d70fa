package eval

import (
	"math"
	"testing"
)

func TestWhatIsMeasuredIsWhatTheWordsMean(t *testing.T) {
	same, other := &Case{Same: true}, &Case{}
	m := measure("x", []outcome{
		{Case: same, found: true, stopped: true, pair: 0.9}, {Case: same, pair: 0.4}, {Case: same, found: true, stopped: true, pair: 0.8}, {Case: same, found: true, stopped: true, pair: 0.7},
		{Case: other, stopped: true, pair: 0.6}, {Case: other, pair: 0.1}, {Case: &Case{Listed: true}, stopped: true, pair: 0.2},
	})
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"recall", m.Recall, 0.75}, {"precision", m.Precision, 3.0 / 5}, {"pairs right", m.PairRight, 5.0 / 7}, {"area", m.AUC, 11.0 / 12},
		{"Brier", m.Brier, (0.01 + 0.36 + 0.04 + 0.09 + 0.36 + 0.01 + 0.04) / 7},
	} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("%s: %.4f, want %.4f", c.what, c.got, c.want)
		}
	}
}
