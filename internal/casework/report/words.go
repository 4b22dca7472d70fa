package report

import "github.com/taupier-eu/taupier/internal/core"

// words are the fixed words of reports.
var words = joined(fixed, StepWords)

func joined(maps ...map[string]core.Text) map[string]core.Text {
	all := map[string]core.Text{}
	for _, m := range maps {
		for key, text := range m {
			all[key] = text
		}
	}
	return all
}

var fixed = map[string]core.Text{
	"for_internal": {EN: "For those who work on the case", FR: "Pour qui travaille sur l'affaire"}, "for_legal": {EN: "For counsel and courts", FR: "Pour les conseils et les tribunaux"},
	"for_police": {EN: "For the police or a prosecutor", FR: "Pour la police ou le parquet"}, "for_person": {EN: "For the person concerned", FR: "Pour la personne concernée"},
	"title_internal": {EN: "Case report: {name}", FR: "Rapport d'affaire : {name}"}, "title_legal": {EN: "Case report: {name}", FR: "Rapport d'affaire : {name}"}, "title_police": {EN: "Case report: {name}", FR: "Rapport d'affaire : {name}"},
	"title_person": {EN: "What was checked, for {name}", FR: "Ce qui a été vérifié, pour {name}"},
	"fictional":    {EN: "fictional data / données fictives", FR: "données fictives / fictional data"},
	"printed":      {EN: "Printed by {name} on {at}", FR: "Imprimé par {name} le {at}"}, "page": {EN: "page {n}/{of}", FR: "page {n}/{of}"},
	"about": {EN: "About", FR: "Au sujet de"}, "work": {EN: "Work", FR: "Fonction"}, "company": {EN: "Company", FR: "Entreprise"}, "case": {EN: "Case", FR: "Affaire"}, "opened": {EN: "Opened", FR: "Ouverte"},
	"state": {EN: "State", FR: "État"}, "state_open": {EN: "open", FR: "ouverte"}, "state_decided": {EN: "decided", FR: "décidée"}, "state_closed": {EN: "closed", FR: "close"}, "holder": {EN: "Held by", FR: "En charge"},
	"ledger":    {EN: "Ledger", FR: "Registre"},
	"ledger_at": {EN: "{n} entries with root {root}; {signed} of them signed in the last checkpoint", FR: "{n} inscriptions, racine {root} ; dont {signed} signées dans le dernier point de contrôle"},

	"standing":          {EN: "What this is", FR: "Ce que c'est"},
	"standing_internal": {EN: "Questions about things that do not fit together, and what people did about them. A question is not a finding against anybody. The ordinary explanations stand beside each.", FR: "Des questions sur des éléments qui ne vont pas ensemble, et ce que des personnes en ont fait. Une question n'est pas un reproche. Les explications ordinaires figurent à côté de chacune."},
	"standing_legal":    {EN: "What was recorded, by whom and when, with the reasons given at the time. It draws no conclusion. Each item of evidence carries the SHA-256 that it had when it came in; the evidence bundle lets anybody check it without this server.", FR: "Ce qui a été inscrit, par qui et quand, avec les motifs donnés à ce moment. Aucune conclusion n'en est tirée. Chaque pièce porte le SHA-256 qu'elle avait à son arrivée ; le dossier de preuves permet à quiconque de le vérifier sans ce serveur."},
	"standing_police":   {EN: "What was seen and kept, with the chain of custody. Opinions and notes of the company are left out. It draws no conclusion about anybody; ordinary explanations stand beside each question.", FR: "Ce qui a été vu et gardé, avec la traçabilité. Les avis et les notes de l'entreprise n'y sont pas. Aucune conclusion n'est tirée sur quiconque ; les explications ordinaires figurent à côté de chaque question."},
	"standing_person":   {EN: "We compared what you stated with records of the company, and some of it does not fit together. There may well be an ordinary explanation. This paper says what was compared, what is unclear, and how you can correct it.", FR: "Nous avons comparé ce que vous avez déclaré avec des enregistrements de l'entreprise, et certains éléments ne vont pas ensemble. Il y a peut-être une explication tout à fait ordinaire. Ce document dit ce qui a été comparé, ce qui n'est pas clair, et comment vous pouvez le corriger."},
	"nothing_concluded": {EN: "Nobody has concluded anything.", FR: "Personne n'en a tiré de conclusion."},
	"sum":               {EN: "The system's sum is {sum} ({level}), as log odds; it is no probability.", FR: "La somme du système est de {sum} ({level}), en logarithme de cote ; ce n'est pas une probabilité."},
	"counts":            {EN: "Counts {n} in the sum.", FR: "Compte pour {n} dans la somme."},
	"level_none":        {EN: "nothing to ask", FR: "rien à demander"}, "level_ask": {EN: "to ask", FR: "à demander"}, "level_review": {EN: "this week", FR: "cette semaine"}, "level_urgent": {EN: "now", FR: "maintenant"}, "level_": {EN: "not judged", FR: "non apprécié"},
	"sources": {EN: "What was compared", FR: "Ce qui a été comparé"}, "source_people": {EN: "the documents and statements handed in", FR: "les documents et déclarations remis"}, "source_logs": {EN: "records of {kind}", FR: "enregistrements de {kind}"},
	"source_lists": {EN: "official lists", FR: "listes officielles"}, "source_other": {EN: "other records of the company", FR: "autres enregistrements de l'entreprise"},
	"questions": {EN: "What is unclear", FR: "Ce qui n'est pas clair"}, "no_questions": {EN: "No question is open.", FR: "Aucune question n'est ouverte."},
	"innocent": {EN: "What would explain it in an ordinary way:", FR: "Ce qui l'expliquerait de façon ordinaire :"}, "place": {EN: "Record", FR: "Enregistrement"}, "field": {EN: "Field", FR: "Champ"}, "value": {EN: "Value", FR: "Valeur"},
	"unknown":  {EN: "Could not be checked", FR: "N'a pas pu être vérifié"},
	"timeline": {EN: "Timeline", FR: "Chronologie"}, "tried": {EN: "Ordinary explanation:", FR: "Explication ordinaire :"},
	"event_open": {EN: "Opened", FR: "Ouverture"}, "event_claim": {EN: "Taken", FR: "Prise en charge"}, "event_view": {EN: "First view", FR: "Premier avis"}, "event_note": {EN: "Note", FR: "Note"}, "event_decide": {EN: "Decision", FR: "Décision"}, "event_close": {EN: "Closed", FR: "Clôture"},
	"outcome_ask": {EN: "Ask the person", FR: "Demander à la personne"}, "outcome_verify": {EN: "Verify with a third party", FR: "Vérifier auprès d'un tiers"}, "outcome_explain": {EN: "The ordinary explanation holds", FR: "L'explication ordinaire tient"}, "outcome_escalate": {EN: "Handed to whoever may decide more", FR: "Remis à qui peut décider davantage"},
	"trial_unclear": {EN: "not clear yet", FR: "pas encore clair"}, "trial_holds": {EN: "it holds", FR: "elle tient"}, "trial_fails": {EN: "it does not hold", FR: "elle ne tient pas"},
	"class_ordinary": {EN: "an ordinary explanation, confirmed", FR: "une explication ordinaire, confirmée"}, "class_data_error": {EN: "the data was wrong", FR: "les données étaient fausses"}, "class_allowed": {EN: "it was agreed, and not written down", FR: "c'était convenu, sans être écrit"}, "class_handed_over": {EN: "it goes on elsewhere", FR: "cela continue ailleurs"}, "class_unresolved": {EN: "unresolved", FR: "non résolu"},
	"strip": {EN: "From {from} to {to}: {steps step|steps} of the case, {intakes item|items} put in, opened or exported {access time|times}. The list says the same.", FR: "Du {from} au {to} : {steps étape|étapes} de l'affaire, {intakes pièce versée|pièces versées}, {access ouverture ou export|ouvertures ou exports}. La liste dit la même chose."},
	"lanes": {EN: "rows: steps of the case, evidence put in, evidence opened or exported", FR: "rangées : étapes de l'affaire, pièces versées, pièces ouvertes ou exportées"},

	"items": {EN: "Evidence", FR: "Pièces"}, "no_items": {EN: "Nothing was put into this case.", FR: "Rien n'a été versé à cette affaire."}, "taken": {EN: "{n byte|bytes}, put in on {at} by {name}", FR: "{n octet|octets}, versée le {at} par {name}"},
	"count":   {EN: "Items kept in this case: {n}. You can ask to see what concerns you.", FR: "Pièces gardées dans cette affaire : {n}. Vous pouvez demander à voir ce qui vous concerne."},
	"custody": {EN: "Chain of custody", FR: "Traçabilité"}, "custody_is": {EN: "Each line is an entry of the ledger.", FR: "Chaque ligne est une inscription du registre."},
	"item": {EN: "Item", FR: "Pièce"}, "when": {EN: "When", FR: "Quand"}, "who": {EN: "Who", FR: "Qui"}, "what": {EN: "What and why", FR: "Quoi et pourquoi"}, "entry": {EN: "Entry", FR: "Inscription"},
	"custody_add": {EN: "put in", FR: "versée"}, "custody_open": {EN: "opened", FR: "ouverte"}, "custody_export": {EN: "exported", FR: "exportée"},
	"why_review": {EN: "to work on the case", FR: "pour travailler sur l'affaire"}, "why_check": {EN: "to check that it is intact", FR: "pour vérifier l'intégrité"}, "why_legal": {EN: "for counsel or a court", FR: "pour un conseil ou un tribunal"},
	"why_police": {EN: "for the police or a prosecutor", FR: "pour la police ou le parquet"}, "why_request": {EN: "the person concerned asked for it", FR: "à la demande de la personne concernée"},

	"rights":         {EN: "How to correct it", FR: "Comment le corriger"},
	"correct":        {EN: "Write to {name}, who reads it. Say what is wrong or what is missing, in your own words; add what shows it if you have something. If a point is explained, it is closed.", FR: "Écrivez à {name}, qui le lira. Dites ce qui est inexact ou ce qui manque, avec vos mots ; joignez ce qui le montre si vous avez quelque chose. Un point expliqué est clos."},
	"right_copy":     {EN: "You can have a copy of the data about you (GDPR art. 15).", FR: "Vous pouvez obtenir une copie des données qui vous concernent (RGPD, art. 15)."},
	"right_correct":  {EN: "You can have wrong data corrected (GDPR art. 16).", FR: "Vous pouvez faire rectifier des données inexactes (RGPD, art. 16)."},
	"right_object":   {EN: "You can object to the processing for reasons of your own situation (GDPR art. 21).", FR: "Vous pouvez vous opposer au traitement pour des raisons tenant à votre situation (RGPD, art. 21)."},
	"right_human":    {EN: "No decision about you is made by a machine alone; you can ask another human to look again (GDPR art. 22).", FR: "Aucune décision vous concernant n'est prise par une machine seule ; vous pouvez demander un nouvel examen par un autre humain (RGPD, art. 22)."},
	"right_complain": {EN: "You can complain to the data protection authority (GDPR art. 77).", FR: "Vous pouvez saisir l'autorité de protection des données (RGPD, art. 77)."},
	"numbers":        {EN: "Signs for which the font of this paper has no letter, and signs that cannot be seen, stand as their Unicode number, such as [U+AE40].", FR: "Les signes que la police de ce document n'a pas, et ceux qui ne se voient pas, figurent par leur numéro Unicode, par exemple [U+AE40]."},
}
