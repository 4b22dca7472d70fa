package web

import "github.com/taupier-eu/taupier/internal/core"

// lifeWords are those of a dossier's life-line and of what is new on Today.
var lifeWords = map[string]core.Text{
	"life": {EN: "Life-line", FR: "Ligne de vie"}, "life_table": {EN: "As a table", FR: "En tableau"}, "life_when": {EN: "Day", FR: "Jour"}, "life_lane": {EN: "Of what kind", FR: "Nature"}, "life_what": {EN: "What", FR: "Quoi"},
	"life_says": {EN: "{n mark|marks} from {from} to {to}. The table says the same.", FR: "{n repère|repères} du {from} au {to}. Le tableau dit la même chose."},
	"life_0":    {EN: "Stages", FR: "Étapes"}, "life_1": {EN: "What was seen", FR: "Ce qui a été vu"}, "life_2": {EN: "Work on the case", FR: "Travail sur l'affaire"}, "life_3": {EN: "With the person", FR: "Avec la personne"},
	"day_applied": {EN: "Applied", FR: "Candidature"}, "day_interviewed": {EN: "First interview", FR: "Premier entretien"}, "day_offered": {EN: "Offer", FR: "Offre"}, "day_hired": {EN: "Contract signed", FR: "Signature du contrat"}, "day_started": {EN: "First day of work", FR: "Premier jour"}, "day_notice": {EN: "Notice given", FR: "Préavis"}, "day_left": {EN: "Last day of work", FR: "Dernier jour"},
	"next_decision": {EN: "Open my next decision", FR: "Ouvrir ma prochaine décision"},
	"since_visit":   {EN: "{n person has|people have} changed since your last visit, {at}.", FR: "{n personne a|personnes ont} changé depuis votre dernière visite, {at}."},
	"tally":         {EN: "Cases: {open} open, {decided} decided, {free} that nobody holds.", FR: "Affaires : {open} ouvertes, {decided} décidées, {free} sans titulaire."},
	"proof":         {EN: "What remains to be verified", FR: "Ce qui reste à vérifier"}, "proof_none": {EN: "Nothing that was stated remains to be verified.", FR: "Rien de ce qui a été déclaré ne reste à vérifier."},
}
