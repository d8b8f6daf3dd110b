namespace Ledger.Consents;

/// <summary>A legal basis of processing: the items of 152-FZ 6(1); there is no item 10.</summary>
public enum LegalBasis
{
    /// <summary>(1) consent.</summary>
    Consent,

    /// <summary>(2) a duty by law or treaty.</summary>
    Law,

    /// <summary>(3) taking part in court proceedings.</summary>
    Court,

    /// <summary>(3.1) enforcement of a court's act.</summary>
    Enforcement,

    /// <summary>(4) public services.</summary>
    PublicService,

    /// <summary>(5) a contract with the person, or for the person.</summary>
    Contract,

    /// <summary>(6) vital interests, where consent is impossible.</summary>
    VitalInterest,

    /// <summary>(7) rights and legitimate interests of the operator or others.</summary>
    LegitimateInterest,

    /// <summary>(8) journalism, science, creative work.</summary>
    Journalism,

    /// <summary>(9) statistics, with mandatory anonymisation.</summary>
    Statistics,

    /// <summary>(9.1) anonymised data for the state (13.1).</summary>
    AnonymisedData,

    /// <summary>(11) mandatory publication.</summary>
    Publication,
}

/// <summary>What the bases mean for data whose ground has ended.</summary>
public static class LegalBases
{
    /// <summary>
    /// Whether processing may go on under it when another ground has ended (152-FZ 9(2), 21(4), 21(5)): consent is the one that has gone, and statistics
    /// and the state's own use are for anonymised data alone (6(1)(9), 6(1)(9.1)).
    /// </summary>
    public static bool LetsGoOn(this LegalBasis basis) => basis is not (LegalBasis.Consent or LegalBasis.Statistics or LegalBasis.AnonymisedData);
}
