package eval

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestTheFitFindsTheCoefficientsThatMadeTheCases(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	want := []float64{-1, 2, -3}
	var all []example
	for range 40000 {
		e := example{x: []float64{1, r.NormFloat64(), r.NormFloat64()}, weight: 1}
		z := 0.0
		for i := range want {
			z += want[i] * e.x[i]
		}
		if r.Float64() < 1/(1+math.Exp(-z)) {
			e.y = 1
		}
		all = append(all, e)
	}
	got := newton(all, make([]bool, 3), want)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 0.12 {
			t.Errorf("coefficient %d: %.2f, want about %.2f", i, got[i], want[i])
		}
	}
	if got := newton(all, []bool{false, false, true}, make([]float64, 3)); got[2] != 0 {
		t.Errorf("a coefficient that is held: %.2f", got[2])
	}
}
