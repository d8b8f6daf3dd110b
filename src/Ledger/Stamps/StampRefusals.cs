namespace Ledger.Stamps;

/// <summary>Why a checkpoint was not stamped.</summary>
public static class StampRefusals
{
    /// <summary>No authority was chosen (LEDGER_TSA).</summary>
    public const string NoAuthority = "no-timestamp-authority";

    /// <summary>Nothing is recorded yet, so that there is no checkpoint.</summary>
    public const string NothingToStamp = "nothing-to-stamp";

    /// <summary>The authority did not answer, or not in time.</summary>
    public const string Unreachable = "timestamp-authority-unreachable";

    /// <summary>What came was no answer of an authority: another status or media type, a redirect, or too long.</summary>
    public const string NoAnswer = "timestamp-authority-no-answer";

    /// <summary>The authority answered that it gives no timestamp.</summary>
    public const string Refused = "timestamp-refused";

    /// <summary>The answer is not to the question that was asked, or its signature cannot be verified.</summary>
    public const string AnswerWrong = "timestamp-answer-wrong";
}
