package web

import "github.com/taupier-eu/taupier/internal/core"

// accessWords are those of signing in, of one's account and of the users.
var accessWords = map[string]core.Text{
	"prove":            {EN: "Show again who you are", FR: "Montrez à nouveau qui vous êtes"},
	"prove_is":         {EN: "This page needs more than an open browser: whoever sits at your desk could have come this far. It is asked once in ten minutes.", FR: "Cette page demande plus qu'un navigateur ouvert : quiconque s'assoit à votre bureau aurait pu venir jusqu'ici. C'est demandé une fois toutes les dix minutes."},
	"prove_kept":       {EN: "What you sent is kept for ten minutes. It is not written yet; you send it after the proof.", FR: "Ce que vous avez envoyé est gardé dix minutes. Ce n'est pas encore inscrit ; vous l'enverrez après la preuve."},
	"prove_address":    {EN: "By a fresh sign-in address", FR: "Par une nouvelle adresse de connexion"},
	"prove_address_is": {EN: "The server prints it in the terminal where it runs. Open it there: it signs you in again and leads back here.", FR: "Le serveur l'affiche dans le terminal où il tourne. Ouvrez-la : elle vous reconnecte et ramène ici."},
	"prove_print":      {EN: "Print a fresh address", FR: "Afficher une nouvelle adresse"},
	"prove_printed":    {EN: "A fresh address stands in the terminal where the server runs. It works once, for fifteen minutes.", FR: "Une nouvelle adresse est affichée dans le terminal où tourne le serveur. Elle sert une fois, pendant quinze minutes."},
	"prove_link":       {EN: "When nothing else works, ask your administrator for a fresh sign-in address; with the server stopped, taupier user link makes one.", FR: "Si rien d'autre ne marche, demandez une nouvelle adresse de connexion à l'administration ; serveur arrêté, taupier user link en crée une."},
	"prove_back":       {EN: "Go back without it", FR: "Revenir sans preuve"},
	"proved":           {EN: "Thank you", FR: "Merci"},
	"proved_is":        {EN: "We know again that it is you. What you sent before was kept and is not written yet.", FR: "Nous savons à nouveau que c'est vous. Ce que vous aviez envoyé a été gardé et n'est pas encore inscrit."},
	"proved_send":      {EN: "Send it now", FR: "L'envoyer maintenant"},
	"proved_leave":     {EN: "Leave it, and go back", FR: "Y renoncer et revenir"},

	"account":            {EN: "Your account", FR: "Votre compte"},
	"sessions":           {EN: "Where you are signed in", FR: "Où vous êtes connecté"},
	"sessions_is":        {EN: "A session ends after thirty minutes without a page, and after twelve hours at the latest. End what you do not recognise.", FR: "Une session se termine après trente minutes sans page, et au plus tard après douze heures. Terminez celles que vous ne reconnaissez pas."},
	"session_opened":     {EN: "Opened", FR: "Ouverte"},
	"session_seen":       {EN: "Last used", FR: "Dernier usage"},
	"session_way":        {EN: "By", FR: "Par"},
	"session_proved":     {EN: "Last proof", FR: "Dernière preuve"},
	"session_end":        {EN: "End", FR: "Fin"},
	"session_here":       {EN: "this one", FR: "celle-ci"},
	"session_end_this":   {EN: "End this session", FR: "Terminer cette session"},
	"session_end_others": {EN: "End all other sessions", FR: "Terminer toutes les autres sessions"},
	"no_proof":           {EN: "none", FR: "aucune"},
	"way_address":        {EN: "one-time address", FR: "adresse à usage unique"},
	"way_passkey":        {EN: "passkey", FR: "clé d'accès"},
	"way_password":       {EN: "password and code", FR: "mot de passe et code"},
	"way_code":           {EN: "code", FR: "code"},
	"way_single":         {EN: "single sign-on", FR: "authentification unique"},
}
