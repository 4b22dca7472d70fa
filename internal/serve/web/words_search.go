package web

import "github.com/taupier-eu/taupier/internal/core"

// searchWords are those of the search.
var searchWords = map[string]core.Text{
	"search": {EN: "Search", FR: "Rechercher"}, "search_go": {EN: "Search", FR: "Rechercher"},
	"search_is": {EN: "You can search for:", FR: "Vous pouvez rechercher :"}, "search_none": {EN: "Nothing that you may see was found. Every word has to be there; a name is found by how it begins.", FR: "Rien de ce que vous pouvez voir n'a été trouvé. Chaque mot doit s'y trouver ; un nom se trouve par son début."},
	"search_people": {EN: "people, by name, id, title, e-mail address, telephone number, address, or words of a question", FR: "des personnes, par nom, identifiant, fonction, adresse électronique, numéro de téléphone, adresse, ou mots d'une question"}, "search_candidates": {EN: "candidates, by name, id, title, e-mail address, telephone number or address", FR: "des candidatures, par nom, identifiant, fonction, adresse électronique, numéro de téléphone ou adresse"},
	"search_cases": {EN: "cases, by their id or by the person they are about", FR: "des affaires, par leur identifiant ou par la personne concernée"}, "search_tasks": {EN: "questions for you, by their words", FR: "des questions pour vous, par leurs mots"}, "search_evidence": {EN: "evidence, by its SHA-256", FR: "des pièces, par leur SHA-256"},
	"search_group_people": {EN: "People", FR: "Personnes"}, "search_group_candidates": {EN: "Candidates", FR: "Candidatures"}, "search_group_cases": {EN: "Cases", FR: "Affaires"}, "search_group_tasks": {EN: "Questions for me", FR: "Questions pour moi"}, "search_group_evidence": {EN: "Evidence", FR: "Pièces"},
	"search_more": {EN: "There are more: type more words.", FR: "Il y en a d'autres : tapez plus de mots."}, "search_ledger": {EN: "That you searched, and for what, is in the ledger.", FR: "Le fait d'avoir cherché, et quoi, est au registre."},
}
