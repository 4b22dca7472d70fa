package web

import "github.com/taupier-eu/taupier/internal/core"

// trustWords are those of the pages that show what this server does, and who looked.
var trustWords = map[string]core.Text{
	"trust": {EN: "Trust", FR: "Confiance"}, "trust_is": {EN: "What lets others check this server: the record of every act, who witnesses it elsewhere, and who looked at whom.", FR: "Ce qui permet à d'autres de contrôler ce serveur : le registre de chaque acte, qui en témoigne ailleurs, et qui a regardé qui."},
	"witnesses": {EN: "Witnesses", FR: "Témoins"}, "witness": {EN: "Witness", FR: "Témoin"},
	"no_witness":   {EN: "No witness has this ledger's checkpoints. Whoever owns this machine and its key could write another history; name a witness outside it.", FR: "Aucun témoin n'a les points de contrôle de ce registre. Qui possède cette machine et sa clé pourrait écrire une autre histoire ; désignez un témoin au-dehors."},
	"witness_seen": {EN: "Entries seen", FR: "Inscriptions vues"}, "witness_behind": {EN: "Not seen yet", FR: "Pas encore vues"}, "witness_at": {EN: "Last answer", FR: "Dernière réponse"},
	"witness_says": {EN: "What it says", FR: "Ce qu'il dit"}, "witness_agrees": {EN: "agrees", FR: "est d'accord"}, "never": {EN: "never", FR: "jamais"},
	"who_looked":    {EN: "Who looked", FR: "Qui a regardé"},
	"who_looked_is": {EN: "From the last 2,000 entries of the ledger that you may see: different people and cases that each user opened.", FR: "D'après les 2 000 dernières inscriptions du registre que vous pouvez voir : les personnes et affaires différentes que chaque utilisateur a ouvertes."},
	"who":           {EN: "Who", FR: "Qui"}, "looked_people": {EN: "People opened", FR: "Personnes ouvertes"}, "looked_cases": {EN: "Cases opened", FR: "Affaires ouvertes"},
	"each_access": {EN: "Each access, newest first", FR: "Chaque accès, du plus récent au plus ancien"}, "when": {EN: "When", FR: "Quand"}, "act": {EN: "Act", FR: "Acte"}, "object": {EN: "Object", FR: "Objet"},
	"too_many": {EN: "Many people within an hour", FR: "Beaucoup de personnes en une heure"}, "too_many_text": {EN: "You have looked at as many people as one user may within an hour. The data protection officer knows. Go on later, or work on one of those you opened.", FR: "Vous avez regardé autant de personnes qu'un utilisateur le peut en une heure. Le délégué à la protection des données le sait. Reprenez plus tard, ou travaillez sur l'une de celles que vous avez ouvertes."},
	"told_browsing": {EN: "Somebody opens the pages of many people: see Trust.", FR: "Quelqu'un ouvre les pages de nombreuses personnes : voir Confiance."},
	"nobody_looked": {EN: "Nobody has looked yet.", FR: "Personne n'a encore regardé."},

	"act_person.view": {EN: "opened a person's page", FR: "a ouvert la page d'une personne"}, "act_case.view": {EN: "opened a case", FR: "a ouvert une affaire"}, "act_queue.view": {EN: "opened the queue", FR: "a ouvert la file"},
	"act_mine.view": {EN: "opened Today", FR: "a ouvert Aujourd'hui"}, "act_vetting.view": {EN: "opened what is to verify", FR: "a ouvert ce qui est à vérifier"},
	"act_search.view": {EN: "searched", FR: "a cherché"}, "act_cases.view": {EN: "listed cases", FR: "a affiché la liste des affaires"}, "act_deadlines.view": {EN: "looked at what is due", FR: "a regardé les échéances"},
	"act_payment.list": {EN: "opened the payments", FR: "a ouvert les paiements"}, "act_start.list": {EN: "looked who can start", FR: "a regardé qui peut commencer"},
	"act_browsing.alert": {EN: "told that this user opens the pages of many people", FR: "a signalé que cet utilisateur ouvre les pages de nombreuses personnes"},
	"act_users.view":     {EN: "opened the list of users", FR: "a ouvert la liste des utilisateurs"}, "act_user.view": {EN: "opened a user", FR: "a ouvert un utilisateur"}, "act_requests.view": {EN: "opened what waits for a second person", FR: "a ouvert ce qui attend une deuxième personne"}, "act_sources.view": {EN: "opened what was read", FR: "a ouvert ce qui a été lu"},
	"act_session.open": {EN: "signed in", FR: "s'est connecté"}, "act_session.end": {EN: "signed out", FR: "s'est déconnecté"}, "act_user.add": {EN: "added a user", FR: "a ajouté un utilisateur"}, "act_company.read": {EN: "read the company's data", FR: "a lu les données de l'entreprise"},
	"act_case.first_view": {EN: "wrote a first view", FR: "a écrit son premier avis"},
	"act_case.open":       {EN: "opened a new case", FR: "a créé une affaire"}, "act_case.note": {EN: "wrote a note", FR: "a écrit une note"}, "act_case.decide": {EN: "recorded a decision", FR: "a inscrit une décision"}, "act_case.claim": {EN: "took a case", FR: "a pris une affaire"}, "act_case.close": {EN: "closed a case", FR: "a clos une affaire"},

	"rules":         {EN: "What is watched", FR: "Ce qui est observé"},
	"rules_is":      {EN: "Every question that this server can raise: what it compares, why, what explains it in an ordinary way, what would clear it, and the law that bounds it. Nothing about anybody is on these pages.", FR: "Chaque question que ce serveur peut soulever : ce qu'il compare, pourquoi, ce qui l'explique ordinairement, ce qui la lèverait, et le droit qui l'encadre. Rien sur personne ne figure dans ces pages."},
	"rules_sources": {EN: "Kinds of data that were read:", FR: "Natures de données lues :"}, "rules_nosources": {EN: "No data was read yet.", FR: "Aucune donnée n'a encore été lue."},
	"rule_why": {EN: "Why it is asked", FR: "Pourquoi la question est posée"}, "rule_stages": {EN: "At which stages", FR: "À quelles étapes"}, "rule_clears": {EN: "What would clear it", FR: "Ce qui la lèverait"}, "rule_legal": {EN: "The law that bounds it", FR: "Le droit qui l'encadre"},

	"family_application": {EN: "application", FR: "candidature"},
	"family_contact":     {EN: "contact", FR: "coordonnées"},
	"family_presence":    {EN: "online presence", FR: "présence en ligne"},
	"family_interview":   {EN: "interview", FR: "entretien"},
	"family_identity":    {EN: "identity check", FR: "contrôle d'identité"},
	"family_shipping":    {EN: "delivery", FR: "livraison"},
	"family_payment":     {EN: "payment", FR: "paiement"},
	"family_network":     {EN: "network", FR: "réseau"},
	"family_endpoint":    {EN: "device", FR: "poste"},
	"family_behaviour":   {EN: "use", FR: "usage"},
	"family_exit":        {EN: "departure", FR: "départ"},
	"family_link":        {EN: "shared", FR: "partage"},
}
