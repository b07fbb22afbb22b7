/** TensorFlow.js's names of layers' parameters, by PyTorch's, where they are the same for every layer. https://js.tensorflow.org/api/4.22.0/ */
export const tensorflowNames: Readonly<Record<string, string>> = {
  stride: 'strides', padding: 'padding', dilation: 'dilationRate', out_channels: 'filters', out_features: 'units', bias: 'useBias', center: 'center', scale: 'scale',
  momentum: 'momentum', eps: 'epsilon', p: 'rate', negative_slope: 'alpha',
};
