package check

// All lists every check, by hand, in the order of the catalogue.
var All = []Check{
	shareTraits,          // A07b L01 L02 L07 L09 L10
	anachronism,          // A03
	toldTwice,            // A03b
	laterThanApplication, // A07
	hiddenText,           // A18
	ownReferee,           // A14
	circleOfReferees,     // A14b
	refereeSaysOtherwise, // A14c
	uncheckedChain,       // A17
	whatOthersSaid,       // A04 A05 B01 B04 B06 B07
	newEverywhere,        // B03
	codeAccounts,         // C01 C02 C03 C05 C06 C09
	youngerThanStated,    // C01b
	followsBack,          // C04
	writeTogether,        // C08b
	interviews,           // C13 D01 D02 D03 D04 D05 D06 D12
	againstOwnWords,      // D11
	declinesPresence,     // D14
	standIn,              // D15
	identity,             // E01 E02 E03 E04
	identityEvents,       // E05 E07 E11
	shippedNowhere,       // F03
	signedByStranger,     // F05
	wantsOwnDevice,       // F06
	declinesHandOver,     // F10
	shipsTo,              // L06
	paidInCrypto,         // G03
	payeeNotHolder,       // G04
	wantsPrepayment,      // G06
	youngCompany,         // G09
	paidTo,               // G08 L05
	avoidsMeeting,        // J08
	threatened,           // K01
	ransomed,             // K03
	published,            // K04
	resignedOnCheck,      // K05
	notReturned,          // K06
	offersSuccessor,      // K08b
}
