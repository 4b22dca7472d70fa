package app

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/setup"
)

// asked is one question of a set-up on a terminal.
type asked struct {
	step setup.Step
	says core.Text
	have func(setup.Answers) bool
	take func(*setup.Answers, string)
}

func askedName(role string, en, fr string) asked {
	return asked{setup.StepPeople, core.Text{EN: en, FR: fr}, func(a setup.Answers) bool { return a.Named(role) > 0 }, func(a *setup.Answers, s string) { a.Name(role, s) }}
}

func askedText(step setup.Step, en, fr string, of func(*setup.Answers) *string) asked {
	return asked{step, core.Text{EN: en, FR: fr}, func(a setup.Answers) bool { return *of(&a) != "" }, func(a *setup.Answers, s string) { *of(a) = s }}
}

func askedDays(step setup.Step, en, fr string, of func(*setup.Answers) *int) asked {
	return asked{step, core.Text{EN: en, FR: fr}, func(a setup.Answers) bool { return *of(&a) != 0 }, func(a *setup.Answers, s string) {
		if n, err := strconv.Atoi(s); err == nil {
			*of(a) = n
		}
	}}
}

// setupQuestions are what a terminal asks, in order. What is answered already is not asked again.
var setupQuestions = []asked{
	askedText(setup.StepOrganisation, "Name of the organisation", "Nom de l'organisation", func(a *setup.Answers) *string { return &a.Organisation }),
	{setup.StepPeople, core.Text{EN: "First trustee, outside IT", FR: "Première personne de confiance, hors informatique"}, func(a setup.Answers) bool { return a.Named("trustee") > 0 }, func(a *setup.Answers, s string) { a.Name("trustee", s) }},
	{setup.StepPeople, core.Text{EN: "Second trustee, outside IT", FR: "Seconde personne de confiance, hors informatique"}, func(a setup.Answers) bool { return a.Named("trustee") > 1 }, func(a *setup.Answers, s string) { a.Name("trustee", s) }},
	askedName("administrator", "Administrator of the server (reads no case)", "Administrateur du serveur (ne lit aucune affaire)"),
	askedName("ciso", "CISO", "RSSI"),
	askedName("dpo", "Data protection officer", "Délégué à la protection des données"),
	askedName("conflict", "Conflict officer, outside IT", "Référent des conflits, hors informatique"),
	askedText(setup.StepLedger, "File on another machine's disk that takes the ledger's checkpoints", "Fichier, sur le disque d'une autre machine, qui reçoit les points de contrôle du registre", func(a *setup.Answers) *string { return &a.Witness.File }),
	askedDays(setup.StepRetention, "Days that closed cases are kept", "Jours de conservation des affaires closes", func(a *setup.Answers) *int { return &a.Retention.ClosedCases }),
	askedDays(setup.StepRetention, "Days that unsuccessful applications are kept", "Jours de conservation des candidatures non retenues", func(a *setup.Answers) *int { return &a.Retention.Applications }),
	askedText(setup.StepPolicy, "Which criteria make an investigation mandatory?", "Quels critères imposent une enquête ?", func(a *setup.Answers) *string { return &a.Policy.Mandate }),
	askedText(setup.StepPolicy, "Which acts are allowed while a case is open?", "Quels actes sont permis tant qu'une affaire est ouverte ?", func(a *setup.Answers) *string { return &a.Policy.Allowed }),
	askedDays(setup.StepPolicy, "For how many days at most?", "Pour combien de jours au plus ?", func(a *setup.Answers) *int { return &a.Policy.MaxDays }),
	askedText(setup.StepPolicy, "Who signs that it was a false alarm?", "Qui signe qu'il s'agissait d'une fausse alerte ?", func(a *setup.Answers) *string { return &a.Policy.SignOff }),
	askedText(setup.StepPolicy, "What must be written down?", "Que faut-il consigner ?", func(a *setup.Answers) *string { return &a.Policy.Document }),
	askedText(setup.StepConsultation, "Works council: date and reference (empty: later, no log is read until then)", "CSE : date et référence (vide : plus tard, aucun journal n'est lu d'ici là)", func(a *setup.Answers) *string { return &a.Consultation.WorksCouncil }),
	askedText(setup.StepConsultation, "Impact assessment: date and reference (empty: later)", "AIPD : date et référence (vide : plus tard)", func(a *setup.Answers) *string { return &a.Consultation.DPIA }),
}

// askAll asks what is open, one question at a time; each answer is on disk before the next question.
func (c *cli) askAll(ctx context.Context, desk setup.Desk, a setup.Answers) (setup.Answers, error) {
	lang := c.words()
	lines := bufio.NewScanner(c.in)
	for _, q := range setupQuestions {
		if q.have(a) || q.step == setup.StepLedger && a.Witness.URL != "" {
			continue
		}
		fmt.Fprintf(c.err, "%s: ", q.says.In(lang))
		if !lines.Scan() {
			return a, lines.Err()
		}
		said := strings.TrimSpace(lines.Text())
		if said == "" {
			continue
		}
		var err error
		if a, err = desk.Save(ctx, q.step, time.Now(), func(a *setup.Answers) { q.take(a, said) }); err != nil {
			return a, err
		}
	}
	return a, nil
}
