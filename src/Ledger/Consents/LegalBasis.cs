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
