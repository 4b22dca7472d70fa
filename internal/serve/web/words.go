package web

import (
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
)

// words are the fixed words of the pages, area by area; those of findings come from the catalogue.
var words = join(
	accessWords,
	singleText,
	signInWords,
	commonWords,
	caseWords,
	tasksWords,
	deadlinesWords,
	paymentsWords,
	startWords,
	trustWords,
	backupsWords,
	stampsWords,
	retentionWords,
	evidenceWords,
	ownWords,
	importWords,
	viewsWords,
	tokensWords,
	manyWords,
	searchWords,
	savedWords,
	linksWords,
	draftsWords,
	lifeWords,
	report.StepWords,
)

// join puts the words of the areas together. A word that stands twice is a mistake of ours.
func join(areas ...map[string]core.Text) map[string]core.Text {
	all := map[string]core.Text{}
	for _, area := range areas {
		for key, text := range area {
			if _, twice := all[key]; twice {
				panic("BUG: two words for " + key)
			}
			all[key] = text.Typeset()
		}
	}
	return all
}

// commonWords are those of the first pages.
var commonWords = map[string]core.Text{
	"skip": {EN: "Skip to content", FR: "Aller au contenu"}, "pages": {EN: "Pages", FR: "Pages"},
	"fictional": {EN: "fictional data / données fictives", FR: "données fictives / fictional data"},
	"notice":    {EN: "Notice", FR: "Avis"},
	"signout":   {EN: "Sign out", FR: "Se déconnecter"}, "signin": {EN: "Sign in", FR: "Se connecter"}, "otherlang": {EN: "Français", FR: "English"},
	"footer":            {EN: "Every page about a person that you open is written into the ledger.", FR: "Chaque page que vous ouvrez sur une personne est inscrite au registre."},
	"signin_text":       {EN: "This address signs you in once.", FR: "Cette adresse vous connecte une seule fois."},
	"need_signin":       {EN: "Open the sign-in address that the server printed when it started. Each works once, for fifteen minutes; starting the server again prints new ones.", FR: "Ouvrez l'adresse de connexion que le serveur a affichée au démarrage. Chacune sert une fois, pendant quinze minutes ; relancer le serveur en affiche de nouvelles."},
	"refused_name":      {EN: "This server is not known under that name.", FR: "Ce serveur n'est pas connu sous ce nom."},
	"refused_elsewhere": {EN: "A page elsewhere may link here and load nothing from here.", FR: "Une page d'ailleurs peut mener ici, et ne rien charger d'ici."},
	"refused_unmade":    {EN: "The page could not be made.", FR: "La page n'a pas pu être faite."},
	"refused_proof":     {EN: "Prove again who you are.", FR: "Prouvez à nouveau qui vous êtes."},
	"signin_used":       {EN: "This sign-in address was used already, or its time is over.", FR: "Cette adresse de connexion a déjà servi, ou son délai est passé."},
	"notfound":          {EN: "Nothing here", FR: "Rien ici"}, "notfound_text": {EN: "There is no such page for you.", FR: "Cette page n'existe pas pour vous."},
	"no_room_text": {EN: "The server's disk takes nothing at the moment: it is full, or cannot be written to. Nothing that was confirmed is lost, and what you sent was not taken. As soon as there is room, it goes on by itself; tell whoever runs the server.", FR: "Le disque du serveur ne prend rien pour le moment : il est plein, ou ne peut être écrit. Rien de ce qui a été confirmé n'est perdu, et ce que vous avez envoyé n'a pas été pris. Dès qu'il y aura de la place, le serveur reprendra de lui-même ; prévenez la personne qui l'exploite."},
	"unsure":       {EN: "Not sure", FR: "Pas certain"}, "unsure_text": {EN: "The database did not answer, so that it is not known whether what you sent was kept. Look first whether it is there, and send it again only if it is not.", FR: "La base de données n'a pas répondu : on ne sait pas si ce que vous avez envoyé a été gardé. Regardez d'abord si c'est là, et ne l'envoyez à nouveau que si ce n'est pas le cas."},
	"trouble": {EN: "Not now", FR: "Pas maintenant"}, "trouble_text": {EN: "The server cannot write at the moment, so it shows and takes nothing. Nothing that was confirmed is lost.", FR: "Le serveur ne peut pas écrire pour le moment : il ne montre et ne prend rien. Rien de ce qui a été confirmé n'est perdu."},

	"today": {EN: "Today", FR: "Aujourd'hui"}, "queue": {EN: "Queue", FR: "File"}, "vetting": {EN: "To verify", FR: "À vérifier"}, "ledger": {EN: "Ledger", FR: "Registre"},
	"next": {EN: "Open the next person", FR: "Ouvrir la prochaine personne"}, "mine": {EN: "My open cases", FR: "Mes affaires ouvertes"},
	"nomine":   {EN: "You have no open case.", FR: "Vous n'avez aucune affaire ouverte."},
	"waiting":  {EN: "{n person|people} in the queue, {free} without an open case.", FR: "{n personne|personnes} dans la file, dont {free} sans affaire ouverte."},
	"toverify": {EN: "{n candidate|candidates} before the contract.", FR: "{n candidature|candidatures} avant le contrat."},
	"sources":  {EN: "What was read", FR: "Ce qui a été lu"}, "kind": {EN: "Kind", FR: "Nature"}, "files": {EN: "Files", FR: "Fichiers"}, "records": {EN: "Records", FR: "Enregistrements"}, "rejected": {EN: "Not usable", FR: "Inutilisables"},
	"read_at":     {EN: "{company}, {n} people, read on {at}.", FR: "{company}, {n} personnes, lu le {at}."},
	"reading":     {EN: "The company's data is being read; nobody is listed yet. This page looks again by itself.", FR: "Les données de l'entreprise sont en cours de lecture ; personne n'est encore listé. Cette page se recharge d'elle-même."},
	"read_failed": {EN: "The company's data could not be read: see what the server printed. That nobody is listed says nothing.", FR: "Les données de l'entreprise n'ont pas pu être lues : voyez ce que le serveur a affiché. Que personne ne soit listé ne veut rien dire."},

	"queue_is":   {EN: "People about whom two things do not fit together, the most pressing first and different kinds by turns. Each line is a question, not an accusation.", FR: "Personnes au sujet desquelles deux choses ne vont pas ensemble, les plus pressantes d'abord et les différentes natures à tour de rôle. Chaque ligne est une question, pas une accusation."},
	"queue_none": {EN: "No open question about anybody that you may see.", FR: "Aucune question ouverte sur une personne que vous pouvez voir."},
	"person":     {EN: "Person", FR: "Personne"}, "level": {EN: "When", FR: "Quand"}, "why": {EN: "Why", FR: "Pourquoi"}, "case": {EN: "Case", FR: "Affaire"},
	"unclaimed": {EN: "open", FR: "ouverte"}, "nocase": {EN: "none yet", FR: "pas encore"},
	"none": {EN: "nothing to ask", FR: "rien à demander"}, "ask": {EN: "to ask", FR: "à demander"}, "review": {EN: "this week", FR: "cette semaine"}, "urgent": {EN: "now", FR: "maintenant"},
	"application": {EN: "application", FR: "candidature"}, "interview": {EN: "interview", FR: "entretien"}, "hired": {EN: "hired", FR: "recrutement"}, "employed": {EN: "employed", FR: "en poste"}, "leaving": {EN: "leaving", FR: "départ"},

	"question_not_verdict": {EN: "What follows raises questions. Try the ordinary explanations first, ask, then decide.", FR: "Ce qui suit soulève des questions. Essayez d'abord les explications ordinaires, demandez, puis décidez."},
	"first_ask":            {EN: "Ask first:", FR: "À demander d'abord :"}, "open_case": {EN: "Go to the case", FR: "Aller à l'affaire"},
	"seen": {EN: "What was seen", FR: "Ce qui a été vu"}, "no_questions": {EN: "No question is open.", FR: "Aucune question n'est ouverte."},
	"counts": {EN: "counts", FR: "compte pour"}, "innocent": {EN: "Ordinary explanations", FR: "Explications ordinaires"}, "ask_next": {EN: "Ask or check next", FR: "À demander ou à vérifier"},
	"evidence": {EN: "Evidence", FR: "Éléments"}, "unknown": {EN: "Could not be checked", FR: "N'a pas pu être vérifié"},
	"reasons": {EN: "What the system makes of it", FR: "Ce que le système en fait"}, "sum": {EN: "sum", FR: "somme"},
	"sum_is":         {EN: "The sum adds what each question counts, as log odds; it is no probability.", FR: "La somme additionne ce que compte chaque question, en logarithme de cote ; ce n'est pas une probabilité."},
	"reasons_folded": {EN: "Write your own view first. The sum is shown after it, so that it does not decide for you. This opens a case, which you hold.", FR: "Écrivez d'abord votre propre avis. La somme vient après, pour qu'elle ne décide pas à votre place. Cela ouvre une affaire, dont vous avez la charge."},
	"view_label":     {EN: "My first view, in a sentence or more", FR: "Mon premier avis, en une phrase ou plus"},
	"hypothesis":     {EN: "The ordinary explanation to try first", FR: "L'explication ordinaire à essayer d'abord"}, "choose": {EN: "Choose…", FR: "Choisir…"},
	"view_write": {EN: "Write my first view", FR: "Écrire mon premier avis"}, "view_first": {EN: "Your first view", FR: "Votre premier avis"},

	"case_of": {EN: "Case: {name}", FR: "Affaire : {name}"}, "why_page": {EN: "Why: what was seen", FR: "Pourquoi : ce qui a été vu"},
	"state_open": {EN: "open", FR: "ouverte"}, "state_decided": {EN: "decided", FR: "décidée"}, "state_closed": {EN: "closed", FR: "close"},
	"claim": {EN: "Take this case", FR: "Prendre cette affaire"}, "decide": {EN: "Record a decision", FR: "Inscrire une décision"}, "outcome": {EN: "What next", FR: "Et maintenant"},
	"outcome_ask": {EN: "Ask the person", FR: "Demander à la personne"}, "outcome_verify": {EN: "Verify with a third party", FR: "Vérifier auprès d'un tiers"}, "outcome_explain": {EN: "The ordinary explanation holds", FR: "L'explication ordinaire tient"}, "outcome_escalate": {EN: "Hand to whoever may decide more", FR: "Remettre à qui peut décider davantage"},
	"trial": {EN: "What became of that explanation", FR: "Ce qu'il en est de cette explication"}, "trial_unclear": {EN: "not clear yet", FR: "pas encore clair"}, "trial_holds": {EN: "it holds", FR: "elle tient"}, "trial_fails": {EN: "it does not hold", FR: "elle ne tient pas"},
	"reason": {EN: "Reason, in a sentence or more", FR: "Motif, en une phrase ou plus"}, "decide_write": {EN: "Record the decision", FR: "Inscrire la décision"},
	"close": {EN: "Close the case", FR: "Clore l'affaire"}, "class": {EN: "What explained it", FR: "Ce qui l'a expliqué"}, "close_write": {EN: "Close", FR: "Clore"},
	"class_ordinary": {EN: "an ordinary explanation, confirmed", FR: "une explication ordinaire, confirmée"}, "class_data_error": {EN: "the data was wrong", FR: "les données étaient fausses"}, "class_allowed": {EN: "it was agreed, and not written down", FR: "c'était convenu, sans être écrit"}, "class_handed_over": {EN: "it goes on elsewhere", FR: "cela continue ailleurs"}, "class_unresolved": {EN: "unresolved; no more can be found out in proportion", FR: "non résolu ; rien de plus à établir sans excès"},
	"timeline": {EN: "Timeline", FR: "Chronologie"}, "hypothesis_tried": {EN: "Ordinary explanation:", FR: "Explication ordinaire :"},
	"event_open": {EN: "Opened", FR: "Ouverture"}, "event_claim": {EN: "Taken", FR: "Prise en charge"}, "event_view": {EN: "First view", FR: "Premier avis"}, "event_note": {EN: "Note", FR: "Note"}, "event_decide": {EN: "Decision", FR: "Décision"}, "event_close": {EN: "Closed", FR: "Clôture"},
	"questions": {EN: "Questions it was opened for", FR: "Questions à l'origine de l'ouverture"},
	"note":      {EN: "Add a note", FR: "Ajouter une note"}, "note_write": {EN: "Add", FR: "Ajouter"},

	"too_long": {EN: "The text is too long; nothing was written.", FR: "Le texte est trop long ; rien n'a été inscrit."}, "empty": {EN: "The note is empty.", FR: "La note est vide."},
	"short_view": {EN: "Please say a little more: at least four words.", FR: "Dites-en un peu plus : au moins quatre mots."}, "short_reason": {EN: "The reason is too short: at least four words.", FR: "Le motif est trop court : au moins quatre mots."},
	"no_hypothesis": {EN: "Choose the ordinary explanation that you try.", FR: "Choisissez l'explication ordinaire que vous essayez."}, "no_outcome": {EN: "Choose what comes next.", FR: "Choisissez la suite."}, "no_trial": {EN: "Say what became of the explanation.", FR: "Dites ce qu'il en est de l'explication."}, "no_class": {EN: "Choose what explained it.", FR: "Choisissez ce qui l'a expliqué."},
	"explain_needs_holds": {EN: "If the explanation holds, say so in both places.", FR: "Si l'explication tient, dites-le aux deux endroits."}, "no_question": {EN: "There is no open question, so there is no case.", FR: "Aucune question n'est ouverte : pas d'affaire."},
	"closed": {EN: "The case was closed meanwhile.", FR: "L'affaire a été close entre-temps."}, "claimed": {EN: "Somebody else took the case meanwhile.", FR: "Quelqu'un d'autre a pris l'affaire entre-temps."}, "viewed": {EN: "You wrote your first view already.", FR: "Vous avez déjà écrit votre premier avis."}, "not_owner": {EN: "Whoever holds the case decides.", FR: "Qui a la charge de l'affaire décide."}, "not_viewed": {EN: "Write your first view before you decide.", FR: "Écrivez votre premier avis avant de décider."}, "not_decided": {EN: "Decide before you close.", FR: "Décidez avant de clore."}, "again": {EN: "That did not go in. Look at the page as it is now, and try again.", FR: "Cela n'a pas été inscrit. Regardez la page telle qu'elle est, puis réessayez."},

	"vetting_is":   {EN: "What remains to be verified before the contract: the same for everybody who states such things, and no judgement of anybody.", FR: "Ce qui reste à vérifier avant le contrat : la même chose pour quiconque déclare de tels éléments, et un jugement sur personne."},
	"vetting_none": {EN: "No candidate.", FR: "Aucune candidature."}, "verified_all": {EN: "Nothing left to verify.", FR: "Plus rien à vérifier."},
	"ledger_is": {EN: "Every act stands in a tree that cannot be changed without it showing: also that somebody looked.", FR: "Chaque acte est inscrit dans un arbre qui ne peut être modifié sans que cela se voie : aussi le fait d'avoir regardé."},
	"entries":   {EN: "Entries", FR: "Inscriptions"}, "signed": {EN: "Covered by the last checkpoint", FR: "Couvertes par le dernier point de contrôle"}, "last": {EN: "Last entry", FR: "Dernière inscription"}, "root": {EN: "Root", FR: "Racine"}, "checkpoint": {EN: "Last checkpoint, signed", FR: "Dernier point de contrôle, signé"},
	"ledger_how": {EN: "Keep checkpoints elsewhere, and verify without the server:", FR: "Gardez des points de contrôle ailleurs, et vérifiez sans le serveur :"},
}
