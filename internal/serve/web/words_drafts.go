package web

import "github.com/taupier-eu/taupier/internal/core"

// draftsWords are those of drafts and of single keys.
var draftsWords = map[string]core.Text{
	"draft_kept": {EN: "Draft kept at {at}", FR: "Brouillon gardé à {at}"}, "draft_back": {EN: "Draft of {at}, put back", FR: "Brouillon de {at}, remis ici"},
	"drafts_is": {EN: "What you type into a large field is kept on the server while you type, sealed, for you alone and for seven days; it goes once the form is taken. Nothing is kept in the browser.", FR: "Ce que vous tapez dans un grand champ est gardé sur le serveur pendant que vous tapez, scellé, pour vous seul et sept jours ; cela disparaît une fois le formulaire pris. Rien n'est gardé dans le navigateur."},
	"keys":      {EN: "Keys", FR: "Touches"}, "keys_is": {EN: "These keys work on every page, outside of fields. Whoever uses speech or presses keys by accident may turn them off.", FR: "Ces touches agissent sur chaque page, hors des champs. Qui dicte ou appuie par mégarde peut les désactiver."},
	"key": {EN: "Key", FR: "Touche"}, "key_does": {EN: "What it does", FR: "Effet"}, "keys_on": {EN: "They are on.", FR: "Elles sont actives."}, "keys_off": {EN: "They are off.", FR: "Elles sont inactives."}, "keys_turn_on": {EN: "Turn them on", FR: "Les activer"}, "keys_turn_off": {EN: "Turn them off", FR: "Les désactiver"},
	"key_j": {EN: "next line of a list", FR: "ligne suivante d'une liste"}, "key_k": {EN: "line before", FR: "ligne précédente"}, "key_enter": {EN: "open the line", FR: "ouvrir la ligne"}, "key_x": {EN: "select the line", FR: "choisir la ligne"}, "key_e": {EN: "to the evidence of the case", FR: "aux éléments de l'affaire"}, "key_c": {EN: "write a note", FR: "écrire une note"}, "key_d": {EN: "to the decision", FR: "à la décision"},
	"key_gt": {EN: "go to Today", FR: "aller à Aujourd'hui"}, "key_gq": {EN: "go to the queue", FR: "aller à la file"}, "key_gc": {EN: "go to my cases", FR: "aller à mes affaires"}, "key_slash": {EN: "to the search", FR: "à la recherche"}, "key_help": {EN: "this page", FR: "cette page"}, "key_esc": {EN: "leave a field", FR: "quitter un champ"},
}
