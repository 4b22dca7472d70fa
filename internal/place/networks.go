package place

import (
	"bufio"
	"bytes"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/taupier-eu/taupier/internal/core"
)

// Networks tells the kind of network an address belongs to. It is safe for concurrent use.
type Networks struct {
	own   []core.Network
	byASN map[uint32]core.Where
	byTag map[string]core.Where
	byOrg []orgKind
	orgs  sync.Map // organisation name as seen → core.Where
}

type orgKind struct {
	words string
	kind  core.Where
}

// kinds a data file may give.
var kinds = []core.Where{core.WhereRelay, core.WhereGateway, core.WhereMobile, core.WhereHosting, core.WhereVPN, core.WhereAstrill, core.WhereProxy}

// ReadNetworks reads the data file (by;value;kind;origin;date) and adds the ranges the company declares.
func ReadNetworks(data []byte, own []core.Network) (*Networks, error) {
	n := &Networks{own: own, byASN: map[uint32]core.Where{}, byTag: map[string]core.Where{}}
	sc := bufio.NewScanner(bytes.NewReader(data))
	for i := 1; sc.Scan(); i++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if err := n.add(strings.Split(line, ";")); err != nil {
			return nil, fmt.Errorf("networks line %d: %w", i, err)
		}
	}
	return n, sc.Err()
}

func (n *Networks) add(f []string) error {
	if len(f) != 5 {
		return fmt.Errorf("want 5 fields, got %d", len(f))
	}
	by, value, kind := f[0], f[1], core.Where(f[2])
	if !slices.Contains(kinds, kind) {
		return fmt.Errorf("unknown kind %q", kind)
	}
	switch by {
	case "asn":
		v, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			return fmt.Errorf("%q is not an AS number", value)
		}
		n.byASN[uint32(v)] = kind
	case "tag":
		n.byTag[strings.ToLower(value)] = kind
	case "org":
		n.byOrg = append(n.byOrg, orgKind{" " + value + " ", kind})
	default:
		return fmt.Errorf("unknown %q: want org, asn or tag", by)
	}
	return nil
}

// Where classifies an address. What the company declares comes first, then the log's own tag, then
// the operator's number, then its name. An anonymiser flag on a privacy relay is the relay.
func (n *Networks) Where(ip netip.Addr, asn uint32, org, tag string) core.Where {
	if ip.IsValid() {
		ip = ip.Unmap()
		for _, net := range n.own {
			if net.Range.Contains(ip) {
				return net.Kind
			}
		}
	}
	operator := n.operator(asn, org)
	if tag != "" {
		kind := n.byTag[strings.ToLower(tag)]
		if kind == core.WhereVPN && (operator == core.WhereRelay || operator == core.WhereGateway) {
			return operator
		}
		if kind != core.WhereUnknown {
			return kind
		}
	}
	return operator
}

func (n *Networks) operator(asn uint32, org string) core.Where {
	if asn != 0 {
		if kind, ok := n.byASN[asn]; ok {
			return kind
		}
	}
	if org == "" {
		return core.WhereUnknown
	}
	if kind, ok := n.orgs.Load(org); ok {
		return kind.(core.Where)
	}
	kind := n.match(org)
	n.orgs.Store(strings.Clone(org), kind)
	return kind
}

// match looks for whole words of the operator's name.
func (n *Networks) match(org string) core.Where {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(org), func(r rune) bool {
		return r == ' ' || r == ',' || r == '.' || r == '(' || r == ')' || r == '/' || r == '_'
	}), " ") + " "
	for _, o := range n.byOrg {
		if strings.Contains(words, o.words) {
			return o.kind
		}
	}
	return core.WhereUnknown
}
