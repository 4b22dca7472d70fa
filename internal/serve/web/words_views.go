package web

import "github.com/taupier-eu/taupier/internal/core"

// viewsWords are those of the queue and its filters.
var viewsWords = map[string]core.Text{
	"lists": {EN: "Whose work", FR: "À qui de travailler"},
	"view_": {EN: "Mine and unassigned", FR: "Les miennes et sans titulaire"}, "view_mine": {EN: "My open cases", FR: "Mes affaires ouvertes"},
	"view_unclaimed": {EN: "Cases nobody holds", FR: "Affaires sans titulaire"}, "view_case": {EN: "In an open case", FR: "Dans une affaire ouverte"},
	"view_nocase": {EN: "No case yet", FR: "Pas encore d'affaire"}, "view_all": {EN: "Everybody with questions", FR: "Toutes les personnes à questions"},
	"filter": {EN: "Narrow the list", FR: "Restreindre la liste"}, "filter_text": {EN: "Name, title, id or words of a question", FR: "Nom, fonction, identifiant ou mots d'une question"},
	"filter_go": {EN: "Show these", FR: "Afficher"}, "filter_clear": {EN: "Clear the filter", FR: "Effacer le filtre"},
	"filter_none":  {EN: "Nobody matches.", FR: "Personne ne correspond."},
	"filter_wrong": {EN: "Part of the address was not understood and is left out.", FR: "Une partie de l'adresse n'a pas été comprise et n'est pas prise en compte."},
	"any":          {EN: "any", FR: "indifférent"}, "stage": {EN: "Stage", FR: "Étape"}, "family": {EN: "Kind of question", FR: "Nature de la question"}, "signal": {EN: "Question", FR: "Question"},
	"source": {EN: "Source of the evidence", FR: "Source des éléments"}, "level_seen": {EN: "Level, where I wrote a first view", FR: "Niveau, là où j'ai écrit un premier avis"},
	"since": {EN: "Changed since", FR: "Changé depuis le"}, "changed": {EN: "since", FR: "depuis le"}, "more": {EN: "Next page", FR: "Page suivante"},
	"matches": {EN: "{n person|people}.", FR: "{n personne|personnes}."}, "matches_more": {EN: "More than {n} people.", FR: "Plus de {n} personnes."},
}
