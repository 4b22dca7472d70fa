package web

import "github.com/taupier-eu/taupier/internal/core"

// deadlinesWords are the words of what comes due.
var deadlinesWords = map[string]core.Text{
	"deadlines": {EN: "What is due", FR: "Échéances"}, "deadlines_none": {EN: "Nothing is due.", FR: "Aucune échéance."},
	"deadline_step": {EN: "Next step", FR: "Prochaine étape"}, "deadline_is_step": {EN: "on the day you set", FR: "le jour que vous fixez"},
	"deadline_contest": {EN: "The person contests", FR: "La personne conteste"}, "deadline_is_contest": {EN: "answered within five working days of the day it came in", FR: "réponse sous cinq jours ouvrés à compter du jour de réception"},
	"deadline_access": {EN: "The person asks for his or her data", FR: "La personne demande ses données"}, "deadline_is_access": {EN: "answered within a month of the day it came in (GDPR art. 12)", FR: "réponse sous un mois à compter du jour de réception (RGPD, art. 12)"},
	"deadline_add": {EN: "Add something that is due", FR: "Ajouter une échéance"}, "deadline_what": {EN: "What is due", FR: "De quoi s'agit-il"},
	"deadline_day_label": {EN: "The day it is due, or on which it came in", FR: "Le jour de l'échéance, ou celui de la réception"},
	"deadline_words":     {EN: "In a few words", FR: "En quelques mots"}, "deadline_set": {EN: "Add", FR: "Ajouter"}, "deadline_done": {EN: "Done", FR: "C'est fait"}, "deadline_met": {EN: "done on", FR: "fait le"},
	"deadline_kind": {EN: "Choose what is due.", FR: "Choisissez de quoi il s'agit."}, "deadline_text": {EN: "Say in a few words what is due.", FR: "Dites en quelques mots de quoi il s'agit."},
	"deadline_day": {EN: "A next step is due from today on, within a year.", FR: "Une prochaine étape est due à partir d'aujourd'hui, dans l'année."}, "deadline_since": {EN: "What the person sent came in today or earlier, within the last year.", FR: "Ce que la personne a envoyé est arrivé aujourd'hui ou avant, depuis moins d'un an."},
	"deadline_not_owner": {EN: "Whoever holds the case says what is due.", FR: "Qui a la charge de l'affaire fixe les échéances."},
}
