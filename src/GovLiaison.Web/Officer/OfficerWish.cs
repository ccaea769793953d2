using System.Globalization;
using GovLiaison.Dispatch;
using GovLiaison.Reach;

namespace GovLiaison.Web.Officer;

/// <summary>Which households the officer wants to see; stands in the address, so that back and reload keep it.</summary>
public sealed record OfficerWish(string Show, string? Group, int Page, long? Dispatch = null)
{
    public const string Untold = "untold";
    public const string Help = "help";
    public const string All = "all";

    public string Href => string.Create(CultureInfo.InvariantCulture,
        $"{OfficerPaths.Households}?show={Show}{(Group is null ? "" : "&group=" + Uri.EscapeDataString(Group))}{(Page > 1 ? $"&page={Page}" : "")}{(Dispatch is null ? "" : $"&dispatch={Dispatch}")}");

    public string WalkHref => string.Create(CultureInfo.InvariantCulture, $"{OfficerPaths.Walk}{(Page > 1 ? $"?page={Page}" : "")}{(Dispatch is null ? "" : $"{(Page > 1 ? '&' : '?')}dispatch={Dispatch}")}");

    public static OfficerWish Of(IQueryCollection query) => new(
        query["show"].ToString() switch { Help => Help, All => All, _ => Untold },
        query["group"].ToString() is { Length: > 0 } group ? group : null,
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1);

    public bool Shows(OfficerListing listing) => Show switch
    {
        All => true,
        Help => OfficerLists.NeedsHelp(listing),
        // somebody who said so himself, or was told by whomever, is no longer first
        _ => listing.Evidence < Evidence.Told,
    };
}
