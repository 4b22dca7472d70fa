package setup

import (
	"net/url"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Check says what a step lacks, in words that say what to do.
func (a Answers) Check(s Step) []core.Text {
	switch s {
	case StepOrganisation:
		return missing(a.Organisation, core.Text{EN: "Give the name of the organisation.", FR: "Indiquez le nom de l'organisation."})
	case StepPeople:
		return a.checkPeople()
	case StepLedger:
		return a.Witness.check()
	case StepRetention:
		return a.Retention.check()
	case StepPolicy:
		return a.Policy.check()
	}
	return nil // the consultation may follow later; until then no log is read
}

func missing(value string, says core.Text) []core.Text {
	if strings.TrimSpace(value) == "" {
		return []core.Text{says}
	}
	return nil
}

func (a Answers) checkPeople() []core.Text {
	var out []core.Text
	say := func(bad bool, en, fr string) {
		if bad {
			out = append(out, core.Text{EN: en, FR: fr})
		}
	}
	trustees := a.With(access.Trustee)
	names := map[string]bool{}
	for _, p := range trustees {
		names[strings.ToLower(strings.TrimSpace(p.Name))] = true
	}
	say(len(names) < 2, "Name two trustees, two different people: alone nobody can be a second pair of eyes.",
		"Nommez deux personnes de confiance, différentes : seul, nul ne peut faire double contrôle.")
	for _, p := range trustees {
		say(a.inIT(p), p.Name+" is a trustee and runs IT: choose a trustee outside IT, because the administrator of today may be whom a case concerns tomorrow.",
			p.Name+" est personne de confiance et relève de l'informatique : choisissez quelqu'un hors de l'informatique, car l'administrateur d'aujourd'hui peut être demain la personne concernée.")
	}
	for _, need := range []struct {
		role   access.Role
		en, fr string
	}{
		{access.Administrator, "Name an administrator of the server. The role reads no case.", "Nommez un administrateur du serveur. Ce rôle ne lit aucune affaire."},
		{access.CISO, "Name the CISO, or whoever answers for security.", "Nommez le RSSI, ou la personne qui répond de la sécurité."},
		{access.DPO, "Name the data protection officer.", "Nommez le délégué à la protection des données."},
	} {
		say(len(a.With(need.role)) == 0, need.en, need.fr)
	}
	officers := slices.ContainsFunc(a.People, func(p Person) bool { return p.Conflict && !a.inIT(p) })
	say(!officers, "Name a conflict officer outside IT: whom people tell that they stand too close to a case.",
		"Nommez un référent des conflits hors de l'informatique : à qui l'on dit que l'on est trop proche d'une affaire.")
	for _, p := range a.People {
		say(strings.TrimSpace(p.Name) == "", "Somebody has no name.", "Une personne n'a pas de nom.")
		for _, r := range p.Roles {
			say(!slices.Contains(access.Roles, r), "There is no role "+string(r)+" (of "+p.Name+").", "Le rôle "+string(r)+" (de "+p.Name+") n'existe pas.")
		}
	}
	return out
}

// inIT reports whether somebody, by any entry under the name, runs systems.
func (a Answers) inIT(p Person) bool {
	return slices.ContainsFunc(a.People, func(q Person) bool {
		same := strings.EqualFold(strings.TrimSpace(p.Name), strings.TrimSpace(q.Name))
		return same && (slices.Contains(q.Roles, access.Administrator) || slices.Contains(q.Roles, access.IT))
	})
}

func (w Witness) check() []core.Text {
	if (w.File == "") == (w.URL == "") {
		return []core.Text{{EN: "Say where the ledger's witness stands: a file on another machine's disk, or the address of another Taupier.",
			FR: "Dites où se trouve le témoin du registre : un fichier sur le disque d'une autre machine, ou l'adresse d'un autre Taupier."}}
	}
	if w.URL == "" {
		return nil
	}
	at, err := url.Parse(w.URL)
	if err != nil || at.Scheme != "https" && at.Hostname() != "127.0.0.1" && at.Hostname() != "localhost" || w.Key == "" {
		return []core.Text{{EN: "The witness needs an address that begins with https:// and its public key: without the key its answers show nothing.",
			FR: "Le témoin demande une adresse qui commence par https:// et sa clé publique : sans elle, ses réponses ne prouvent rien."}}
	}
	return nil
}

// longest is ten years.
const longest = 3660

func (r Retention) check() []core.Text {
	if r.ClosedCases < 1 || r.ClosedCases > longest || r.Applications < 1 || r.Applications > 730 {
		return []core.Text{{EN: "Give days: closed cases 1 to 3660, unsuccessful applications 1 to 730 (two years is what the CNIL holds for the longest).",
			FR: "Donnez des jours : affaires closes de 1 à 3660, candidatures non retenues de 1 à 730 (deux ans, le maximum selon la CNIL)."}}
	}
	return nil
}

func (p Policy) check() []core.Text {
	var out []core.Text
	for _, q := range []struct{ value, en, fr string }{
		{p.Mandate, "Say what makes an investigation mandatory.", "Dites ce qui impose d'ouvrir une enquête."},
		{p.Allowed, "Say which acts are allowed while a case is open.", "Dites quels actes sont permis tant qu'une affaire est ouverte."},
		{p.SignOff, "Say who signs that it was a false alarm.", "Dites qui signe qu'il s'agissait d'une fausse alerte."},
		{p.Document, "Say what must be written down.", "Dites ce qui doit être consigné."},
	} {
		out = append(out, missing(q.value, core.Text{EN: q.en, FR: q.fr})...)
	}
	if p.MaxDays < 1 || p.MaxDays > 365 {
		out = append(out, core.Text{EN: "Say for how many days at most such acts hold, 1 to 365.", FR: "Dites pour combien de jours au plus ces actes valent, de 1 à 365."})
	}
	return out
}
