using Microsoft.AspNetCore.Http.Metadata;

namespace Ledger.Host.Web.Work;

/// <summary>A page that takes scans and answers, which are larger than other bodies. They are read in memory and not written to a disk.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class UploadsAttribute : Attribute, IRequestSizeLimitMetadata
{
    /// <summary>The largest form with its files, in bytes.</summary>
    public const int BytesMax = 32 << 20;

    public long? MaxRequestBodySize => BytesMax;
}
