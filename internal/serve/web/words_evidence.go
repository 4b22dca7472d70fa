package web

import "github.com/taupier-eu/taupier/internal/core"

// evidenceWords are those of evidence, custody and reports.
var evidenceWords = map[string]core.Text{
	"evidence_kept": {EN: "Evidence", FR: "Pièces"}, "evidence_more": {EN: "Add, open, chain of custody", FR: "Ajouter, ouvrir, traçabilité"},
	"evidence_is":       {EN: "Each item is kept as it came in. Its SHA-256 stands in the ledger from that moment; whoever opens it is written down with a reason.", FR: "Chaque pièce est gardée telle qu'elle est arrivée. Son SHA-256 figure au registre dès ce moment ; qui l'ouvre est inscrit, avec un motif."},
	"evidence_none":     {EN: "Nothing was put into this case yet.", FR: "Rien n'a encore été versé à cette affaire."},
	"evidence_add_file": {EN: "Put in a file", FR: "Verser un fichier"}, "evidence_add_text": {EN: "Put in a text", FR: "Verser un texte"},
	"evidence_file": {EN: "File", FR: "Fichier"}, "evidence_title": {EN: "What to call it", FR: "Comment l'appeler"}, "evidence_text": {EN: "Text", FR: "Texte"},
	"evidence_note":   {EN: "What it is, where it comes from, and who got it how", FR: "Ce que c'est, d'où cela vient, et qui l'a obtenu comment"},
	"evidence_limits": {EN: "At most {file} a file, {n} items and {case} a case.", FR: "Au plus {file} par fichier, {n} pièces et {case} par affaire."},
	"evidence_keep":   {EN: "Keep", FR: "Garder"}, "evidence_open": {EN: "Save a copy", FR: "Enregistrer une copie"}, "evidence_why": {EN: "Why you open it", FR: "Pourquoi vous l'ouvrez"},
	"why_review": {EN: "to work on the case", FR: "pour travailler sur l'affaire"}, "why_check": {EN: "to check that it is intact", FR: "pour vérifier l'intégrité"}, "why_legal": {EN: "for counsel or a court", FR: "pour un conseil ou un tribunal"},
	"why_police": {EN: "for the police or a prosecutor", FR: "pour la police ou le parquet"}, "why_request": {EN: "the person concerned asked for it", FR: "à la demande de la personne concernée"},
	"custody": {EN: "Chain of custody", FR: "Traçabilité"}, "custody_is": {EN: "Each line is an entry of the ledger.", FR: "Chaque ligne est une inscription du registre."},
	"custody_item": {EN: "Item", FR: "Pièce"}, "custody_at": {EN: "When", FR: "Quand"}, "custody_who": {EN: "Who", FR: "Qui"}, "custody_what": {EN: "What and why", FR: "Quoi et pourquoi"}, "custody_seq": {EN: "Entry", FR: "Inscription"},
	"custody_add": {EN: "put in", FR: "versée"}, "custody_open": {EN: "opened", FR: "ouverte"}, "custody_export": {EN: "exported", FR: "exportée"},

	"evidence_no_name": {EN: "Say what to call it.", FR: "Dites comment l'appeler."}, "evidence_no_note": {EN: "Say what it is and where it comes from.", FR: "Dites ce que c'est et d'où cela vient."},
	"evidence_no_file": {EN: "Choose a file, or write a text.", FR: "Choisissez un fichier, ou écrivez un texte."}, "evidence_empty": {EN: "The file is empty; nothing was kept.", FR: "Le fichier est vide ; rien n'a été gardé."},
	"evidence_big": {EN: "The file is too large; nothing was kept. Cut it, or keep it elsewhere and put in a text that says where, with its SHA-256.", FR: "Le fichier est trop grand ; rien n'a été gardé. Découpez-le, ou gardez-le ailleurs et versez un texte qui dit où, avec son SHA-256."},
	"evidence_cut": {EN: "The file did not arrive whole; nothing was kept. Try again.", FR: "Le fichier n'est pas arrivé entier ; rien n'a été gardé. Réessayez."}, "evidence_full": {EN: "The case holds as much evidence as it may.", FR: "L'affaire contient autant de pièces qu'elle le peut."},
	"evidence_twice": {EN: "The same bytes are in this case already.", FR: "Les mêmes octets sont déjà dans cette affaire."}, "evidence_no_why": {EN: "Choose why you open it.", FR: "Choisissez pourquoi vous l'ouvrez."},
	"unknown_field":    {EN: "The form held a field that is none of it; nothing was kept.", FR: "Le formulaire contenait un champ qui n'en fait pas partie ; rien n'a été gardé."},
	"evidence_damaged": {EN: "The kept bytes are not those that came in, so they are not given out. They were left where they are; tell whoever runs the server. That you tried is in the ledger.", FR: "Les octets gardés ne sont pas ceux qui sont arrivés : ils ne sont pas remis. Ils ont été laissés en place ; prévenez qui gère le serveur. Votre tentative figure au registre."},
	"bundle_make":      {EN: "Save the evidence bundle", FR: "Enregistrer le dossier de preuves"}, "bundle_is": {EN: "Report, evidence, chain of custody and the ledger's proofs in one file that anybody can check without this server. That you have it, and for whom, is written down.", FR: "Rapport, pièces, traçabilité et preuves du registre en un seul fichier, que chacun peut vérifier sans ce serveur. Que vous l'avez, et pour qui, est inscrit."},
	"queue_csv": {EN: "Save as CSV", FR: "Enregistrer en CSV"},
	"report":    {EN: "Report", FR: "Rapport"}, "report_for": {EN: "For whom", FR: "Pour qui"}, "report_pdf": {EN: "Save as PDF", FR: "Enregistrer en PDF"},
}
