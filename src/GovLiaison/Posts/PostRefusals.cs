using GovLiaison.Common;

namespace GovLiaison.Posts;

public static class PostRefusals
{
    /// <summary>三员分立: nobody holds two of the three administrators' roles at a time.</summary>
    public static readonly Refusal AdministratorsExclude = new("AdministratorsExclude");

    public static readonly Refusal RoleUnknown = new("RoleUnknown");

    /// <summary>Officers belong to villages, all other roles above them.</summary>
    public static readonly Refusal RoleOutOfPlace = new("RoleOutOfPlace");

    public static readonly Refusal PostDaysWrong = new("PostDaysWrong");

    /// <summary>Nobody gives rights to himself.</summary>
    public static readonly Refusal OwnPost = new("OwnPost");

    /// <summary>The village has such an officer in these days: end that post or give another place.</summary>
    public static readonly Refusal PostTaken = new("PostTaken");

    public static readonly Refusal PostEndedAlready = new("PostEndedAlready");
}
