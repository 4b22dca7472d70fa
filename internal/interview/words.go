package interview

import "github.com/taupier-eu/taupier/internal/core"

var words = map[string]core.Text{
	"title":    {EN: "Interview", FR: "Entretien"},
	"same":     {EN: "This part is the same for every candidate of the post: version {version} of the script.", FR: "Cette partie est la même pour chaque candidat du poste : version {version} du script."},
	"minutes":  {EN: "{count minute|minutes}", FR: "{count minute|minutes}"},
	"do":       {EN: "Do", FR: "Faire"},
	"say":      {EN: "Say", FR: "Dire"},
	"ask":      {EN: "Ask", FR: "Demander"},
	"note":     {EN: "note under", FR: "noter sous"},
	"notes":    {EN: "Notes", FR: "Notes"},
	"notes_is": {EN: "Fill in what was seen and heard, and paste it into the dossier.", FR: "Remplir ce qui a été vu et entendu, puis coller dans le dossier."},
	"cards":    {EN: "Cards of dossier {id}", FR: "Fiches du dossier {id}"},
	"cards_is": {EN: "From open questions, from what could not be checked and from what nobody has confirmed yet; from nothing else. The order shows no weight. SHA-256 of the part above: {digest}.", FR: "Tirées des questions ouvertes, de ce qui n'a pas pu être vérifié et de ce que personne n'a encore confirmé ; de rien d'autre. L'ordre n'indique aucun poids. SHA-256 de la partie ci-dessus : {digest}."},
	"none":     {EN: "Nothing is open: go on with the script.", FR: "Rien n'est ouvert : poursuivre le script."},
	"kept":     {EN: "{count open question is|open questions are} not for the interview: left to whoever reviews the dossier.", FR: "{count question ouverte n'est pas|questions ouvertes ne sont pas} pour l'entretien : à voir par qui examine le dossier."},
	"stated":   {EN: "Stated:", FR: "Déclaré :"},
	"ordinary": {EN: "Ordinary explanations:", FR: "Explications ordinaires :"},
	"next":     {EN: "What would settle it:", FR: "Ce qui réglerait la question :"},
	"answer":   {EN: "Answer:", FR: "Réponse :"},
}

func (s *Sheet) word(key string, args core.Args) string { return words[key].Render(s.lang, args) }
