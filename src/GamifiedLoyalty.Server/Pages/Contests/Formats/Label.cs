using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>A number over a stair: the element <c>text</c> of SVG, which the markup of components takes for one of its own.</summary>
public sealed class Label : ComponentBase
{
    /// <summary>Its middle, as a length of SVG.</summary>
    [Parameter, EditorRequired]
    public string X { get; set; } = "";

    /// <summary>What it stands on, as a length of SVG.</summary>
    [Parameter, EditorRequired]
    public string Y { get; set; } = "";

    /// <summary>The state of the step.</summary>
    [Parameter, EditorRequired]
    public string State { get; set; } = "";

    /// <summary>What it says.</summary>
    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "ladder__label");
        builder.AddAttribute(2, "data-state", State);
        builder.AddAttribute(3, "x", X);
        builder.AddAttribute(4, "y", Y);
        builder.AddAttribute(5, "dy", "-0.4em");
        builder.AddContent(6, Words);
        builder.CloseElement();
    }
}
