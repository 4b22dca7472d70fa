package bundle

import (
	"time"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
)

// custody is the file custody.json: the evidence as it came in, and what was done with it before this bundle was made.
type custody struct {
	Items    []custodyItem `json:"items"`
	Handling []custodyLine `json:"handling"`
}

type custodyItem struct {
	N      int       `json:"n"`
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Note   string    `json:"note"`
	Size   int64     `json:"size"`
	SHA256 string    `json:"sha256"`
	By     string    `json:"by"`
	ByName string    `json:"by_name"`
	At     time.Time `json:"at"`
}

type custodyLine struct {
	Item  int       `json:"item"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	Name  string    `json:"by_name"`
	Act   string    `json:"act"`
	Why   string    `json:"why,omitempty"`
	Entry int64     `json:"entry"` // of the ledger
}

func custodyOf(f evidence.File) custody {
	c := custody{Items: []custodyItem{}, Handling: []custodyLine{}}
	for _, i := range f.Items {
		c.Items = append(c.Items, custodyItem{i.N, i.ID, i.Name, i.Note, i.Size, i.SHA256, i.By, i.ByName, i.At})
	}
	for _, h := range f.Custody {
		c.Handling = append(c.Handling, custodyLine{h.Number, h.At, h.By, h.Name, string(h.Act), string(h.Why), h.Seq})
	}
	return c
}
