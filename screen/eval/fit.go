package eval

import (
	"fmt"
	"math"
	"strings"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
)

// Fitted are the coefficients of a logistic model that say most about the tuning part, in log-odds.
type Fitted struct {
	Model  string    `json:"model"`
	Cases  int       `json:"cases"`
	Base   float64   `json:"base"`
	Weight []float64 `json:"weight"`
}

// ridge is what the square of a coefficient's distance from its expectation costs, per case: where the cases say little, the
// expectation stays.
const ridge = 1e-3

// expected are the coefficients that hold until the cases say otherwise, in log-odds.
var expected = map[string]float64{"agree": 0.1, "full": 1, "exact": 2, "forms": -0.5, "slips": -1, "loose": -0.5, "letters": -0.3, "conflict": -4, "against": -0.5, "extra": -0.7, "missing": -0.7, "rest": -0.3,
	"side": -2.5, "order": -0.7, "single": -2, "number": -3}

// signs that a term must have, whatever the cases say: 1 speaks for one bearer, -1 against, 0 either.
var signs = map[string]int{"agree": 1, "full": 1, "exact": 1, "forms": -1, "slips": -1, "loose": -1, "letters": -1, "conflict": -1, "against": -1, "extra": -1, "missing": -1, "rest": -1, "side": -1, "order": -1, "single": -1, "number": -1}

// halves are rules whose queries are no name: for the fit they are of nobody, and no question to whole lists.
var halves = map[string]bool{"given-name-left-out": true, "family-name-left-out": true}

// Fit fits the models on the tuning part. It needs no randomness.
func Fit(cases []Case) []Fitted {
	var people, others []*Case
	for i := range cases {
		switch c := &cases[i]; {
		case c.Held || c.Aside && !halves[c.Rule]:
		case c.Kind == list.Person:
			people = append(people, c)
		default:
			others = append(others, c)
		}
	}
	return []Fitted{fit("people", people), fit("organisations", others)}
}

type example struct {
	x      []float64 // with 1 in front, for the base
	y      float64
	weight float64
}

// fit maximises the likelihood by Newton's method; a coefficient that comes out with the wrong sign is held at 0 and the
// rest fitted anew.
func fit(model string, cases []*Case) Fitted {
	all := examplesOf(cases)
	names := screen.TermNames()
	off := make([]bool, len(names)+1)
	prior := make([]float64, len(off))
	for i, n := range names {
		prior[i+1] = expected[n]
	}
	var w []float64
	for {
		w = newton(all, off, prior)
		wrong := false
		for i, n := range names {
			if s := float64(signs[n]); w[i+1]*s < 0 {
				off[i+1], wrong = true, true
			}
		}
		if !wrong {
			return Fitted{model, len(cases), w[0], w[1:]}
		}
	}
}

// examplesOf weighs both answers alike, and within an answer each rule by the root of its cases, so that the many easy
// ones do not drown the hard ones.
func examplesOf(cases []*Case) []example {
	count := map[string]float64{}
	sum := map[bool]float64{}
	for _, c := range cases {
		count[c.Rule]++
	}
	for _, c := range cases {
		sum[c.Same && !c.Aside] += 1 / math.Sqrt(count[c.Rule])
	}
	out := make([]example, 0, len(cases))
	for i, c := range cases {
		a, b := c.Query, c.Entry.Names[c.Name].Text
		if i%4 > 1 && c.Kind == list.Person { // as people write it, without the comma that tells the family name
			b = title(partsOf(&c.Entry.Names[c.Name]).spoken(c.Origin))
		}
		if i%2 == 1 {
			a, b = b, a // which of two names is asked about makes no difference
		}
		e := example{x: append([]float64{1}, screen.Terms(a, b, c.Kind)...)}
		e.weight = float64(len(cases)) / 2 / math.Sqrt(count[c.Rule]) / sum[c.Same && !c.Aside]
		if c.Same && !c.Aside {
			e.y = 1
		}
		out = append(out, e)
	}
	return out
}

func newton(all []example, off []bool, prior []float64) []float64 {
	n := len(off)
	w := make([]float64, n)
	for range 40 {
		gradient := make([]float64, n)
		hessian := make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			penalty := ridge * float64(len(all))
			if i == 0 {
				penalty = 1e-9
			}
			gradient[i] = -penalty * (w[i] - prior[i])
			hessian[i][i] = penalty
		}
		for _, e := range all {
			z := 0.0
			for i, x := range e.x {
				z += w[i] * x
			}
			p := 1 / (1 + math.Exp(-z))
			for i, x := range e.x {
				gradient[i] += e.weight * (e.y - p) * x
				for k := range i + 1 {
					hessian[i][k] += e.weight * p * (1 - p) * x * e.x[k]
				}
			}
		}
		hold(gradient, hessian, off)
		step := solve(hessian, gradient)
		size := 0.0
		for i := range w {
			w[i] += step[i]
			size = max(size, math.Abs(step[i]))
		}
		if size < 1e-9 {
			break
		}
	}
	return w
}

// hold keeps coefficients at 0.
func hold(gradient []float64, hessian [][]float64, off []bool) {
	for i := range off {
		for k := range off {
			if off[i] || off[k] {
				if i >= k {
					hessian[i][k] = 0
				}
			}
		}
		if off[i] {
			gradient[i], hessian[i][i] = 0, 1
		}
	}
}

// solve is the solution of a symmetric positive definite system, of which the lower half is given (Cholesky).
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for k := range i + 1 {
			s := a[i][k]
			for j := range k {
				s -= a[i][j] * a[k][j]
			}
			if i == k {
				a[i][i] = math.Sqrt(max(s, 1e-12))
			} else {
				a[i][k] = s / a[k][k]
			}
		}
	}
	x := append([]float64{}, b...)
	for i := range n {
		for k := range i {
			x[i] -= a[i][k] * x[k]
		}
		x[i] /= a[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= a[k][i] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}

// Go writes the coefficients as they stand in screen/model.go.
func (f *Fitted) Go() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-13s = coefficients{%.3f, [terms]float64{", f.Model, f.Base)
	for i, w := range f.Weight {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.3f", w)
	}
	b.WriteString("}}")
	return b.String()
}
