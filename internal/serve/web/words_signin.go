package web

import "github.com/taupier-eu/taupier/internal/core"

// signInWords are those of the ways to sign in, and of what one keeps for them.
var signInWords = map[string]core.Text{
	"passkey_signin_by": {EN: "With a passkey", FR: "Avec une clé d'accès"},
	"passkey_signin":    {EN: "Sign in with a passkey", FR: "Se connecter avec une clé d'accès"},
	"address_signin_by": {EN: "With a one-time address", FR: "Avec une adresse à usage unique"},
	"need_address":      {EN: "Somebody who cannot sign in asks an administrator for an address. It works once, for fifteen minutes.", FR: "Qui ne peut pas se connecter demande une adresse à l'administration. Elle sert une fois, pendant quinze minutes."},
	"passkey_prove_by":  {EN: "With a passkey", FR: "Avec une clé d'accès"},
	"passkey_prove":     {EN: "Show it with a passkey", FR: "Le montrer avec une clé d'accès"},

	"passkeys":          {EN: "Passkeys", FR: "Clés d'accès"},
	"passkeys_is":       {EN: "A passkey stays on your device and opens with what opens the device: a finger, a face, a PIN. It works for this server only, so that no false page can ask for it. Keep two, on two devices.", FR: "Une clé d'accès reste sur votre appareil et s'ouvre comme lui : un doigt, un visage, un code. Elle ne vaut que pour ce serveur : aucune fausse page ne peut la demander. Gardez-en deux, sur deux appareils."},
	"passkeys_none":     {EN: "You have none.", FR: "Vous n'en avez aucune."},
	"passkey_add":       {EN: "Add a passkey", FR: "Ajouter une clé d'accès"},
	"passkey_add_proof": {EN: "Show again who you are to add a passkey", FR: "Montrer à nouveau qui vous êtes pour ajouter une clé d'accès"},
	"passkey_name":      {EN: "Name of the passkey", FR: "Nom de la clé d'accès"},
	"passkey_name_is":   {EN: "A name by which you know the device again.", FR: "Un nom auquel vous reconnaîtrez l'appareil."},
	"passkey_no_name":   {EN: "Give the passkey a name of eighty characters at most.", FR: "Donnez à la clé d'accès un nom de quatre-vingts caractères au plus."},
	"passkey_added":     {EN: "Added", FR: "Ajoutée"},
	"passkey_used":      {EN: "last used", FR: "dernier usage"},
	"passkey_unused":    {EN: "never used", FR: "jamais utilisée"},
	"passkey_elsewhere": {EN: "works only under", FR: "ne vaut que sous"},
	"passkey_change":    {EN: "Rename or remove", FR: "Renommer ou retirer"},
	"passkey_rename":    {EN: "Rename", FR: "Renommer"},
	"passkey_remove":    {EN: "Remove this passkey", FR: "Retirer cette clé d'accès"},
	"passkey_remove_is": {EN: "It opens nothing any more, and you are signed out everywhere else. Delete it on the device too.", FR: "Elle n'ouvre plus rien, et vous êtes déconnecté partout ailleurs. Supprimez-la aussi sur l'appareil."},
	"passkey_last":      {EN: "This is your last way to sign in: add another first.", FR: "C'est votre dernier moyen de vous connecter : ajoutez-en d'abord un autre."},
	"passkey_many":      {EN: "You have twenty passkeys: remove one first.", FR: "Vous avez vingt clés d'accès : retirez-en d'abord une."},
	"passkey_known":     {EN: "This device has a passkey for you already.", FR: "Cet appareil a déjà une clé d'accès pour vous."},
	"passkey_failed":    {EN: "The browser gave no passkey. Try again, or take another way.", FR: "Le navigateur n'a pas donné de clé d'accès. Réessayez, ou prenez un autre moyen."},
	"passkey_refused":   {EN: "That passkey was not taken. Begin again: what was asked for works once, for five minutes.", FR: "Cette clé d'accès n'a pas été acceptée. Recommencez : ce qui a été demandé sert une fois, pendant cinq minutes."},
	"passkey_without":   {EN: "Passkeys need a browser of 2025 or later that may run this page's one script. Without it, take another way.", FR: "Les clés d'accès demandent un navigateur de 2025 ou plus récent, qui puisse exécuter le seul script de cette page. Sans cela, prenez un autre moyen."},
	"passkey_there":     {EN: "Passkeys are bound to a name, and this address is not it. Sign in here:", FR: "Les clés d'accès sont liées à un nom, et cette adresse n'est pas la bonne. Connectez-vous ici :"},
	"passkey_nowhere":   {EN: "Passkeys need an address with a name: whoever runs the server gives it as url in server.yaml.", FR: "Les clés d'accès demandent une adresse avec un nom : qui gère le serveur l'indique par url dans server.yaml."},
	"passkey_invite":    {EN: "You came by an address that works once. Add a passkey to come in by yourself.", FR: "Vous êtes venu par une adresse qui ne sert qu'une fois. Ajoutez une clé d'accès pour revenir par vous-même."},
}
