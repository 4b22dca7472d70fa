package web

import "github.com/taupier-eu/taupier/internal/core"

// tokensWords are those of service tokens.
var tokensWords = map[string]core.Text{
	"tokens":          {EN: "Service tokens", FR: "Jetons de service"},
	"tokens_is":       {EN: "A service token lets a program do for you, through the API, what you may yourself: within the scopes that you tick, until the day that you set, and nothing that needs a proof of who you are.", FR: "Un jeton de service permet à un programme de faire pour vous, par l'API, ce que vous pouvez faire vous-même : dans les limites que vous cochez, jusqu'au jour que vous fixez, et rien de ce qui demande une preuve de votre identité."},
	"tokens_none":     {EN: "You have none.", FR: "Vous n'en avez pas."},
	"tokens_of":       {EN: "Service tokens", FR: "Jetons de service"},
	"token_make":      {EN: "Make a token", FR: "Créer un jeton"},
	"token_name":      {EN: "What it is for", FR: "À quoi il sert"},
	"token_scopes":    {EN: "What the program may do", FR: "Ce que le programme peut faire"},
	"token_days":      {EN: "For how many days, at most 365", FR: "Pour combien de jours, 365 au plus"},
	"token_at":        {EN: "Made", FR: "Créé"},
	"token_ends":      {EN: "Until", FR: "Jusqu'au"},
	"token_over":      {EN: "over", FR: "terminé"},
	"token_used":      {EN: "Last used (by the hour)", FR: "Dernier usage (à l'heure près)"},
	"token_never":     {EN: "never", FR: "jamais"},
	"token_end":       {EN: "End", FR: "Fin"},
	"token_end_this":  {EN: "End this token", FR: "Terminer ce jeton"},
	"token_made":      {EN: "Your new service token", FR: "Votre nouveau jeton de service"},
	"token_made_is":   {EN: "It is shown this once, and kept nowhere here. Put it where only the program reads it; whoever has it acts as you.", FR: "Il n'est affiché que cette fois et n'est gardé nulle part ici. Placez-le là où seul le programme le lit ; quiconque l'a agit en votre nom."},
	"token_made_back": {EN: "Back to your tokens", FR: "Revenir à vos jetons"},
	"token_no_name":   {EN: "Say what the token is for, in at most 200 characters.", FR: "Dites à quoi sert le jeton, en 200 caractères au plus."},
	"token_no_scope":  {EN: "Tick at least one thing that the program may do.", FR: "Cochez au moins une chose que le programme peut faire."},
	"token_not_yours": {EN: "A token is never allowed more than you, and nothing that needs a proof.", FR: "Un jeton ne peut jamais plus que vous, et rien de ce qui demande une preuve."},
	"token_life":      {EN: "Give a number of days from 1 to 365.", FR: "Indiquez un nombre de jours de 1 à 365."},
	"token_many":      {EN: "You have twenty live tokens: end one first.", FR: "Vous avez vingt jetons en cours : terminez-en un d'abord."},

	"scope_people.see":   {EN: "See people and what was found", FR: "Voir les personnes et ce qui a été constaté"},
	"scope_case.work":    {EN: "Work on cases: open, note, decide, close", FR: "Travailler sur les affaires : ouvrir, noter, décider, clore"},
	"scope_case.open":    {EN: "Read the cases that you may open", FR: "Lire les affaires que vous pouvez ouvrir"},
	"scope_vetting.see":  {EN: "See what remains to be verified of candidates", FR: "Voir ce qui reste à vérifier des candidatures"},
	"scope_sources.see":  {EN: "See what was read and what could not be", FR: "Voir ce qui a été lu et ce qui n'a pas pu l'être"},
	"scope_ledger.check": {EN: "Check the ledger", FR: "Contrôler le registre"},
	"scope_task.do":      {EN: "See and answer your questions", FR: "Voir vos questions et y répondre"},
	"scope_payments.see": {EN: "See changes of account before payday", FR: "Voir les changements de compte avant la paie"},
	"scope_start.see":    {EN: "See who can start", FR: "Voir qui peut commencer"},
	"scope_start.mark":   {EN: "Say of whom you are asked first", FR: "Dire pour qui on vous demande d'abord"},
	"scope_trust.see":    {EN: "See who looked at what", FR: "Voir qui a regardé quoi"},
	"scope_rules.see":    {EN: "See what is watched", FR: "Voir ce qui est surveillé"},
	"scope_data.import":  {EN: "Give the server the company's data", FR: "Donner au serveur les données de l'entreprise"},
}
