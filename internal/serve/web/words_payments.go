package web

import "github.com/taupier-eu/taupier/internal/core"

// paymentsWords are the words of payroll's gate.
var paymentsWords = map[string]core.Text{
	"payments":    {EN: "Payments", FR: "Paiements"},
	"payments_is": {EN: "Changes of the account that somebody is paid to. Most are ordinary: a new bank, a new household. When something is unclear, hold it, call the person back on a number known before the change, then release. Each takes two people.", FR: "Changements du compte sur lequel quelqu'un est payé. La plupart sont ordinaires : nouvelle banque, nouveau foyer. Si quelque chose n'est pas clair, retenez, rappelez la personne à un numéro connu avant le changement, puis libérez. Chaque acte demande deux personnes."},
	"pay_cutoff":  {EN: "The next cut-off is {day}, in {n day|days}.", FR: "La prochaine clôture est le {day}, dans {n jour|jours}."},
	"pay_next":    {EN: "Before the next cut-off", FR: "Avant la prochaine clôture"}, "pay_none": {EN: "No change before {day}.", FR: "Aucun changement avant le {day}."},
	"pay_paid":   {EN: "Used by a pay already, or older", FR: "Déjà utilisés pour une paie, ou plus anciens"},
	"pay_change": {EN: "from {from} to {to}", FR: "de {from} à {to}"}, "pay_first": {EN: "first account, {to}", FR: "premier compte, {to}"}, "pay_since": {EN: "from", FR: "à partir du"},
	"holder": {EN: "Name of the holder, by the bank:", FR: "Nom du titulaire, selon la banque :"}, "holder_match": {EN: "the same", FR: "identique"}, "holder_close": {EN: "nearly the same", FR: "presque identique"}, "holder_no_match": {EN: "another name", FR: "un autre nom"}, "holder_not_done": {EN: "not checked", FR: "non vérifié"},
	"pay_shared": {EN: "Also the account of {n other person|other people} who state no relation. A household may not have been written down.", FR: "Aussi le compte de {n autre personne|autres personnes} sans lien déclaré. Un foyer commun n'a peut-être pas été noté."},
	"pay_open":   {EN: "Held, or waiting for a second person", FR: "Retenus, ou en attente d'une seconde personne"},
	"pay_hold":   {EN: "Hold until call-back", FR: "Retenir jusqu'au rappel"}, "pay_release": {EN: "Release", FR: "Libérer"}, "pay_is_held": {EN: "Held until call-back", FR: "Retenu jusqu'au rappel"},
	"pay_why_hold":    {EN: "Why, in a sentence", FR: "Pourquoi, en une phrase"},
	"pay_why_release": {EN: "Who was called back, on which number known before, and what they said", FR: "Qui a été rappelé, à quel numéro connu auparavant, et sa réponse"},
	"pay_proposed":    {EN: "proposed", FR: "proposé"}, "pay_agreed": {EN: "agreed by", FR: "accord de"}, "pay_refused": {EN: "not agreed:", FR: "sans accord :"},
	"pay_waits": {EN: "It takes effect once somebody else agrees.", FR: "Cela prend effet dès que quelqu'un d'autre donne son accord."}, "pay_agree": {EN: "Agree", FR: "Donner mon accord"}, "pay_refuse": {EN: "Do not agree", FR: "Refuser"}, "pay_back": {EN: "Take it back", FR: "Retirer ma proposition"},
	"pay_history": {EN: "What was done", FR: "Ce qui a été fait"},
	"pay_act":     {EN: "Choose to hold or to release.", FR: "Choisissez de retenir ou de libérer."}, "pay_pending": {EN: "Something was proposed already; it waits for a second person.", FR: "Une proposition attend déjà une deuxième personne."}, "pay_held": {EN: "It is held already.", FR: "Déjà retenu."}, "pay_not_held": {EN: "It is not held.", FR: "Ce n'est pas retenu."},
	"pay_gone": {EN: "That was decided or taken back meanwhile.", FR: "Cela a été décidé ou retiré entre-temps."}, "pay_same": {EN: "Whoever proposed cannot agree: a second person looks at it.", FR: "Qui a proposé ne peut pas donner l'accord : une deuxième personne regarde."}, "pay_changed": {EN: "The change reads differently from what was proposed. Do not agree; propose again.", FR: "Le changement ne se lit plus comme lors de la proposition. Refusez, puis proposez à nouveau."},
	"pay_second": {EN: "{n proposal about a payment waits|proposals about payments wait} for a second person.", FR: "{n proposition de paiement attend|propositions de paiement attendent} une deuxième personne."},
}
