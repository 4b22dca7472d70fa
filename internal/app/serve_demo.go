package app

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/demo"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// demoUsers are who works at the fictional company's desk, one for each role and a second trustee; the first is whom the first
// address signs in.
var demoUsers = []access.Actor{
	{User: "u-analyst", Name: "Inès Caradec", Roles: []access.Role{access.Analyst}},
	{User: "u-ciso", Name: "Paul Le Goff", Roles: []access.Role{access.CISO}},
	{User: "u-trustee", Name: "Anna Lindqvist", Roles: []access.Role{access.Trustee}},
	{User: "u-trustee-2", Name: "Mehdi Benali", Roles: []access.Role{access.Trustee}},
	{User: "u-recruiter", Name: "Marta Silva", Roles: []access.Role{access.Recruiter}},
	{User: "u-hiring-manager", Name: "Tomas Novak", Roles: []access.Role{access.HiringManager}},
	{User: "u-hr", Name: "Claire Morvan", Roles: []access.Role{access.HR}},
	{User: "u-it", Name: "Kees Bakker", Roles: []access.Role{access.IT}},
	{User: "u-payroll", Name: "Giulia Conti", Roles: []access.Role{access.Payroll}},
	{User: "u-dpo", Name: "Sofia Papadaki", Roles: []access.Role{access.DPO}},
	{User: "u-works-council", Name: "Yann Kervella", Roles: []access.Role{access.WorksCouncil}},
	{User: "u-auditor", Name: "Jan de Vries", Roles: []access.Role{access.Auditor}},
	{User: "u-administrator", Name: "Lena Brandt", Roles: []access.Role{access.Administrator}},
}

// servedPeople is the staff of the fictional company that is served, unless --people says otherwise.
const servedPeople = 60

// readDemo writes the fictional company into a temporary folder, scans it as any other, and keeps what was found.
func (s *server) readDemo(ctx context.Context) error {
	var have casework.Company
	if err := s.db.View(ctx, func(v *store.View) (err error) { have, err = v.Company(); return err }); err != nil || have.Read != 0 {
		return err
	}
	tmp, err := os.MkdirTemp("", "taupier-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	dir := filepath.Join(tmp, "company")
	if _, err := demo.Write(demoSize{seed: 1, people: s.people, days: 90}.options(dir)); err != nil {
		return err
	}
	k, err := s.c.knowledge()
	if err != nil {
		return err
	}
	opt := ScanOptions{Now: demoEnd.AddDate(0, 0, 1)}
	if opt.Parser, err = childCommand(); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	s.c.boundMemory()
	res, err := k.Scan(ctx, root.FS(), opt)
	if err != nil {
		return err
	}
	now := time.Now()
	in := intakeOf(res, true, now)
	return s.db.Read(ctx, ledger.Entry{At: now, Actor: "server", Act: "company.read"}, in, store.Links{Things: res.Things, Stated: res.Links}, func(t *store.Tx) error {
		return t.PutStart("a-001", "u-hiring-manager", false)
	})
}
