package report

import "github.com/taupier-eu/taupier/internal/core"

// StepWords are what the steps of a case beyond its ordinary way are called, on paper and on the pages.
var StepWords = map[string]core.Text{
	"outcome_suspend_access": {EN: "Suspend access", FR: "Suspendre les accès"},
	"outcome_hold_payment":   {EN: "Hold a payment", FR: "Retenir un paiement"},
	"outcome_withdraw_offer": {EN: "Withdraw the offer", FR: "Retirer l'offre"},
	"outcome_end_contract":   {EN: "End the contract", FR: "Mettre fin au contrat"},
	"outcome_report_police":  {EN: "Report to the police", FR: "Signaler à la police"},
	"event_release":          {EN: "Given back", FR: "Rendue"},
	"event_propose":          {EN: "Proposed, waiting for a second person", FR: "Proposition, en attente d'une deuxième personne"},
	"event_approve":          {EN: "Approved by a second person", FR: "Approbation par une deuxième personne"},
	"event_decline":          {EN: "Not approved", FR: "Refus d'approbation"},
	"event_suppose":          {EN: "Explanation added", FR: "Explication ajoutée"},
	"event_weigh":            {EN: "Explanation weighed", FR: "Explication pesée"},
	"event_conflict":         {EN: "Kept from the case", FR: "Tenu à l'écart"},
	"event_unconflict":       {EN: "Asked to let back in", FR: "Demande de rétablir l'accès"},
	"event_seal":             {EN: "Sealed", FR: "Scellée"},
	"event_member":           {EN: "Member named", FR: "Membre nommé"},
	"event_glass_ask":        {EN: "Asked to break the glass", FR: "Demande de bris de glace"},
	"event_glass_open":       {EN: "Glass broken, by two", FR: "Glace brisée, à deux"},
	"event_glass_alone":      {EN: "Glass broken, alone", FR: "Glace brisée, seul"},
	"event_glass_review":     {EN: "Break-glass reviewed", FR: "Bris de glace examiné"},
	"event_merge":            {EN: "Put together with another case", FR: "Réunie à une autre affaire"},
	"event_split":            {EN: "Taken apart again", FR: "Séparée à nouveau"},
	"event_contest":          {EN: "Answer of the person", FR: "Réponse de la personne"},
	"event_review":           {EN: "Answer reviewed", FR: "Réponse examinée"},
	"event_task_ask":         {EN: "Asked somebody else", FR: "Question à quelqu'un d'autre"},
	"event_task_answer":      {EN: "Answer", FR: "Réponse"},
	"event_task_withdraw":    {EN: "Question withdrawn", FR: "Question retirée"},
	"event_deadline_set":     {EN: "Due", FR: "Échéance"},
	"event_deadline_done":    {EN: "Done", FR: "Échéance remplie"},
}
