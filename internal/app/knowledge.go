package app

import (
	"fmt"
	"io/fs"

	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/detect"
	"github.com/taupier-eu/taupier/internal/interview"
	"github.com/taupier-eu/taupier/internal/place"
	"github.com/taupier-eu/taupier/internal/vetting"
	"github.com/taupier-eu/taupier/sigma"
)

// Knowledge is everything the product knows before it sees a company: the catalogue, the rules, the
// map. It is read from content once and shared by every scan.
type Knowledge struct {
	Catalogue core.Catalogue
	Rules     *sigma.Set
	RuleList  []*sigma.Rule
	RuleTerms map[string]detect.RuleTerms
	RuleMeta  map[*sigma.Rule]ruleMeta
	Atlas     *place.Atlas
	Tech      map[string]int
	Contacts  *contact.Directory
	Vetting   *vetting.Book
	Interview *interview.Book

	networks []byte
}

// ReadKnowledge reads the content folder.
func ReadKnowledge(fsys fs.FS) (*Knowledge, error) {
	k := &Knowledge{}
	var err error
	if k.Catalogue, err = readCatalogue(fsys); err != nil {
		return nil, err
	}
	if err = k.readRules(fsys); err != nil {
		return nil, err
	}
	cities, err := fs.ReadFile(fsys, "places/cities.csv")
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	if k.Atlas, err = place.ReadAtlas(cities); err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	if k.networks, err = fs.ReadFile(fsys, "networks/networks.csv"); err != nil {
		return nil, fmt.Errorf("read networks: %w", err)
	}
	if _, err = place.ReadNetworks(k.networks, nil); err != nil {
		return nil, fmt.Errorf("read networks: %w", err)
	}
	if k.Contacts, err = contact.ReadDirectory(fsys); err != nil {
		return nil, err
	}
	if k.Vetting, err = readVetting(fsys); err != nil {
		return nil, err
	}
	if k.Interview, err = readInterview(fsys, k.Catalogue); err != nil {
		return nil, err
	}
	k.Tech, err = readTechnologies(fsys)
	return k, err
}
