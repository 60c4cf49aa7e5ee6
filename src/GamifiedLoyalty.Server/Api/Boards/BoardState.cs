namespace GamifiedLoyalty.Server.Api.Boards;

/// <summary>Whether what is shown of a board is final.</summary>
public enum BoardState
{
    /// <summary>It is what the version shown says.</summary>
    Final = 0,

    /// <summary>It is being rebuilt; what is shown is older, or nothing.</summary>
    Rebuilding = 1,

    /// <summary>It cannot be read for now; what is shown is older, or nothing.</summary>
    Unavailable = 2,
}
